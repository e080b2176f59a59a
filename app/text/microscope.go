package text

// ScopeWords are those of the microscope: one sample, step by step, and the
// formulas with its numbers.
type ScopeWords struct {
	Title, Hint, Close string
	Keys               string // what arrow keys on the surface do while it is open

	Sample, Of, Previous, Next, PickHint string // Of takes the number of training samples
	Where                                string // X₁, X₂ and the target
	Indices                              string // takes the unit that j is

	Input, NetInput, Output, Loss                         string
	ByOutput, ByNetInput, ByWeight, ByBias, EachParameter string
	Terms                                                 string // takes a number of terms
	NotYet, Leads, LeadsTo                                string // LeadsTo takes a symbol with its value, and a part

	BatchMean, BatchSum                                 string // take the samples of the batch
	NewStep, NewWeight, NewBias                         string
	Was, Is, WillBe                                     string
	GradientPart, MemoryPart, PenaltyPart, WholeStep    string
	ChooseWeight                                        string
	StepBar, StepBy, Back, Forward, Run, Hold, StepRate string
	Grains                                              [6]string

	// What a step has done.
	Between, Batch, LastUpdate                           string // the update that is next, its samples and the first of them
	Forwardf, Lossf, Backf                               string // a unit and two equations; the loss; a unit and two equations
	LayerForward, LayerBack                              string // a layer and its values
	PassForward, PassBack, SampleDone, BatchDone, Waited string

	Result string            // takes a value
	Spoken map[string]string // symbols in words
}

var englishScope = ScopeWords{
	Title: "Microscope", Hint: "Backpropagation with the numbers of one sample (M)", Close: "Close the microscope",
	Keys:   "Arrow keys move the lens to the next training sample in their direction.",
	Sample: "Sample", Of: "of %d", Previous: "Previous sample", Next: "Next sample", PickHint: "Or click a training sample on the output surface.",
	Where:   "X₁ = %s, X₂ = %s, target y = %s",
	Indices: "j is %s; i runs over the units below, k over those above.",
	Input:   "Input", NetInput: "Net input", Output: "Output", Loss: "Loss of this sample",
	ByOutput: "Derivative by the output", ByNetInput: "Derivative by the net input", ByWeight: "Derivative by the weight", ByBias: "Derivative by the bias", EachParameter: "Derivatives by each weight and the bias",
	Terms: "Term by term (%d)", NotYet: "not computed yet", Leads: "Each number leads to where it comes from.", LeadsTo: "%s, %s",
	BatchMean: "Gradient of the batch: mean of J = %d", BatchSum: "Gradient of the batch: sum of J = %d",
	NewStep: "Step", NewWeight: "New weight", NewBias: "New bias", Was: "was", Is: "is", WillBe: "will be",
	GradientPart: "gradient −ε ∂E/∂w", MemoryPart: "memory α v(t−1)", PenaltyPart: "penalty", WholeStep: "step v(t)",
	ChooseWeight: "Choose a weight or a bias for its learning rule.",
	StepBar:      "Steps", StepBy: "Step by", Back: "Back", Forward: "Step", Run: "Run", Hold: "Hold", StepRate: "Steps a second",
	Grains:  [6]string{"unit", "layer", "pass", "sample", "update", "epoch"},
	Between: "Updates so far: %s. Every number is shown.", Batch: "Next: a batch of %d, first sample %d.", LastUpdate: "The last one changed %s: %s → %s.",
	Forwardf: "%s, forward: x = %s; y = %s.", Lossf: "Loss of the sample: E = %s.", Backf: "%s, back: ∂E/∂y = %s; ∂E/∂x = %s.",
	LayerForward: "%s, forward: y = %s.", LayerBack: "%s, back: ∂E/∂x = %s.",
	PassForward: "Forward pass done: ŷ = %s, E = %s.", PassBack: "Backward pass done: every ∂E/∂w and ∂E/∂b of this sample is known.",
	SampleDone: "Sample %d of the %d in the batch is done: E = %s.", BatchDone: "The batch is complete: the next step changes the weights.", Waited: "…",
	Result: "The result is %s",
	Spoken: map[string]string{
		"=": "equals", "+": "plus", "−": "minus", "·": "times", "/": "divided by", "^": "to the power of", "²": "squared", "Σ": "the sum over %s of", "½": "one half times",
		"∂": "the derivative of %s by %s", "⋯": "and so on", "f′": "f prime", "ŷ": "y hat", "(": "open", ")": "close", "←": "becomes",
	},
}

var koreanScope = ScopeWords{
	Title: "현미경", Hint: "표본 하나의 숫자로 보는 역전파 (M)", Close: "현미경 닫기",
	Keys:   "화살표 키를 누르면 그 방향의 다음 훈련 표본으로 렌즈를 옮깁니다.",
	Sample: "표본", Of: "/ %d", Previous: "이전 표본", Next: "다음 표본", PickHint: "출력 곡면에서 훈련 표본을 눌러도 됩니다.",
	Where:   "X₁ = %s, X₂ = %s, 목표값 y = %s",
	Indices: "j는 %s이고, i는 아래층의 유닛, k는 위층의 유닛을 차례로 가리킵니다.",
	Input:   "입력", NetInput: "순입력", Output: "출력", Loss: "이 표본의 손실",
	ByOutput: "출력에 대한 미분", ByNetInput: "순입력에 대한 미분", ByWeight: "가중치에 대한 미분", ByBias: "편향에 대한 미분", EachParameter: "가중치마다, 그리고 편향에 대한 미분",
	Terms: "항마다 보기 (%d)", NotYet: "아직 계산 전", Leads: "숫자를 누르면 그 숫자가 나온 곳으로 갑니다.", LeadsTo: "%s, %s",
	BatchMean: "배치의 기울기: 표본 J = %d개의 평균", BatchSum: "배치의 기울기: 표본 J = %d개의 합",
	NewStep: "걸음", NewWeight: "새 가중치", NewBias: "새 편향", Was: "이전", Is: "지금", WillBe: "다음",
	GradientPart: "기울기 −ε ∂E/∂w", MemoryPart: "기억 α v(t−1)", PenaltyPart: "벌점", WholeStep: "걸음 v(t)",
	ChooseWeight: "가중치나 편향을 고르면 학습 규칙이 나옵니다.",
	StepBar:      "단계", StepBy: "단위", Back: "뒤로", Forward: "앞으로", Run: "이어서", Hold: "멈춤", StepRate: "초당 걸음 수",
	Grains:  [6]string{"유닛", "층", "순전파·역전파", "표본", "갱신", "에포크"},
	Between: "지금까지 갱신 %s번. 모든 값을 보여 줍니다.", Batch: "다음은 표본 %d개의 배치이고, 첫 표본은 %d번입니다.", LastUpdate: "지난 갱신에서 바뀐 값은 %s: %s → %s.",
	Forwardf: "%s, 순전파: x = %s; y = %s.", Lossf: "이 표본의 손실: E = %s.", Backf: "%s, 역전파: ∂E/∂y = %s; ∂E/∂x = %s.",
	LayerForward: "%s, 순전파: y = %s.", LayerBack: "%s, 역전파: ∂E/∂x = %s.",
	PassForward: "순전파를 마쳤습니다. ŷ = %s, E = %s.", PassBack: "역전파를 마쳤습니다. 이 표본의 모든 ∂E/∂w와 ∂E/∂b를 구했습니다.",
	SampleDone: "배치의 표본 %d/%d을(를) 마쳤습니다. E = %s.", BatchDone: "배치를 다 보았습니다. 다음 걸음에서 가중치가 바뀝니다.", Waited: "…",
	Result: "결과는 %s",
	Spoken: map[string]string{
		"=": "는", "+": "더하기", "−": "빼기", "·": "곱하기", "/": "나누기", "^": "의 지수", "²": "의 제곱", "Σ": "%s마다 더한 합,", "½": "이분의 일 곱하기",
		"∂": "%[2]s에 대한 %[1]s의 미분", "⋯": "그리고 나머지", "f′": "f 프라임", "ŷ": "y 햇", "(": "괄호 열고", ")": "괄호 닫고", "←": "다음 값은",
	},
}
