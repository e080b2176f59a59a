package text

// InspectWords say what a reader who looks closely is told: whose map is
// shown, what a place on it reads, how many answers are right.
type InspectWords struct {
	Surface, ClassSurface, MapOf string // what the output panel shows; MapOf takes the name of a unit
	MoveAway, Back               string
	Discretize, DiscretizeHelp   string
	SurfaceKeys                  string
	ReadHint, ReadPlace, ReadTo  string // ReadPlace takes X₁ and X₂, ReadTo an answer
	Class                        string // takes the number of a class
	Low, High                    string // the forms of the two classes told by one output

	Correct, R2, R2Help, R2Undefined                string // the first two take a name and a value
	Confusion, TrainCounts, TestCounts              string
	TargetHead, AnswerHead                          string
	Classes, ClassesHelp, OneOutput, TwoOutputs     string
	ClassTargets                                    string // takes an activation and the two values of targets
	ClassesDropped                                  string
	Weight, Bias, LastStep, Function, Range, FromTo string // rows of the card; FromTo takes two values
}

var englishInspect = InspectWords{
	Surface: "ŷ over the input plane", ClassSurface: "Where each class wins", MapOf: "Map of %s",
	MoveAway: "Move away to go back.", Back: "Back to the output",
	Discretize: "Discretize", DiscretizeHelp: "Shows the answer in place of the value: at or above the middle or below it, or the class that wins.",
	SurfaceKeys: "Arrow keys move a crosshair that reads the values, with Shift by ten; Escape ends reading.",
	ReadHint:    "Point at or tap the surface, or use arrow keys on it, to read its values.",
	ReadPlace:   "X₁ = %s, X₂ = %s:", ReadTo: "answer: %s",
	Class: "class %d", Low: "triangle", High: "disc",

	Correct: "Correct", R2: "R²",
	R2Help:      "R² = 1 − Σ(ŷ − y)² / Σ(y − ȳ)²: 1 is a perfect fit, 0 no better than the mean of the targets.",
	R2Undefined: "not defined, as all targets are equal",
	Confusion:   "Confusion counts", TrainCounts: "Training samples", TestCounts: "Test samples",
	TargetHead: "target", AnswerHead: "answer",
	Classes: "Classes", ClassesHelp: "How many classes there are to tell apart. From three on, each has an output unit; the largest output is the answer.",
	OneOutput: "2, one output", TwoOutputs: "2, two outputs",
	ClassTargets:   "Targets, for %s outputs: %[3]s for the output of the sample's class, %[2]s for the others.",
	ClassesDropped: "This data set has two classes, which one output unit tells apart.",
	Weight:         "weight", Bias: "bias", LastStep: "last step v", Function: "activation", Range: "y over the plane", FromTo: "%s … %s",
}

var koreanInspect = InspectWords{
	Surface: "입력 평면 위의 ŷ", ClassSurface: "이기는 클래스", MapOf: "%s의 지도",
	MoveAway: "포인터를 옮기면 돌아갑니다.", Back: "출력으로 돌아가기",
	Discretize: "이산화", DiscretizeHelp: "값 대신 답을 보여 줍니다. 가운데 값 이상인지 미만인지, 또는 어느 클래스가 이기는지입니다.",
	SurfaceKeys: "화살표 키로 십자선을 옮겨 값을 읽습니다. Shift와 함께 누르면 열 칸씩, Esc를 누르면 끝납니다.",
	ReadHint:    "곡면을 가리키거나 누르거나, 화살표 키를 쓰면 값을 읽습니다.",
	ReadPlace:   "X₁ = %s, X₂ = %s:", ReadTo: "답: %s",
	Class: "클래스 %d", Low: "삼각형", High: "원",

	Correct: "정확도", R2: "R²",
	R2Help:      "R² = 1 − Σ(ŷ − y)² / Σ(y − ȳ)². 1이면 완벽하게 맞고, 0이면 목표값의 평균을 답하는 것과 같습니다.",
	R2Undefined: "목표값이 모두 같아 정의되지 않음",
	Confusion:   "혼동 행렬", TrainCounts: "훈련 표본", TestCounts: "시험 표본",
	TargetHead: "목표", AnswerHead: "답",
	Classes: "클래스 수", ClassesHelp: "구별할 클래스의 수입니다. 셋부터는 클래스마다 출력 유닛이 하나씩 있고, 가장 큰 출력이 답입니다.",
	OneOutput: "2, 출력 하나", TwoOutputs: "2, 출력 둘",
	ClassTargets:   "%s 출력의 목표값: 표본의 클래스에 해당하는 출력은 %[3]s, 나머지는 %[2]s.",
	ClassesDropped: "이 데이터에는 클래스가 둘이고, 출력 유닛 하나로 구별합니다.",
	Weight:         "가중치", Bias: "편향", LastStep: "지난 걸음 v", Function: "활성화 함수", Range: "평면 위의 y", FromTo: "%s … %s",
}
