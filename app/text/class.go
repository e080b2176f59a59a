package text

// ClassWords are those of the dialog in which a page is prepared for a class.
type ClassWords struct {
	Open, Title, Intro  string // the button, the head and what is under it
	Groups              [6]string
	Controls            map[string]string // by the name in the link
	States              [3]string         // as link.State
	Allf                string            // names the choices of a group
	Mixed               string
	LinkLabel, LinkHelp string
	FrameLabel          string
	FrameHelp           string
	CodeLabel, CodeAlt  string
	CodeTooLongf        string // bytes, most
	Copy, Copied        string
	CopyFailed          string
	Preview, Close      string
	PreviewNote, Back   string
	FrameTitle          string // the title of the frame in the page that embeds it
}

var englishClass = ClassWords{
	Open:  "For class",
	Title: "Prepare for class",
	Intro: "Choose what your class sees and what it may change. The link, the frame and the code below open the experiment that is on the screen, prepared like this.",
	Groups: [6]string{
		"Transport", "Data", "Network", "Training", "Pictures", "Page",
	},
	Controls: map[string]string{
		"play": "Play", "step": "One epoch", "reset": "Reset", "newweights": "New weights", "seed": "Weight seed", "speed": "Speed",
		"data": "Data set", "classes": "Classes", "samples": "Samples", "share": "Training share", "noise": "Noise", "dataseed": "Data seed, new data",
		"inputs": "Inputs", "layers": "Add and remove layers", "units": "Units of a layer", "activation": "Activations", "weights": "Weights and biases by hand",
		"rate": "Learning rate ε", "momentum": "Momentum α", "stop": "Stop rules", "batch": "Batch", "gradient": "Mean or sum", "order": "Order of samples",
		"range": "Range of first weights", "biases": "First biases", "penalty": "Regularisation",
		"output": "Output surface", "discrete": "Discretize", "test": "Show test samples", "loss": "Loss curve", "log": "Log scale", "selected": "Selected unit and formulas", "timeline": "Time line", "tools": "Gradient flow and check",
		"copy": "Copy link", "theme": "Colours", "language": "Language", "title": "Title", "tour": "Guided tour", "prepare": "For class (this dialog)",
	},
	States:       [3]string{"Open", "Locked", "Hidden"},
	Allf:         "All of %s",
	Mixed:        "mixed",
	LinkLabel:    "Link",
	LinkHelp:     "It holds the whole experiment and what is locked or hidden.",
	FrameLabel:   "Frame for another page",
	FrameHelp:    "HTML for a course page or a blog; the playground is compact in it.",
	CodeLabel:    "QR code",
	CodeAlt:      "QR code of the link above",
	CodeTooLongf: "This link has %d characters; a QR code holds at most %d. Long links come from weights set by hand or from a table of your own. Pass the link itself on instead.",
	Copy:         "Copy", Copied: "Copied",
	CopyFailed:  "The browser did not allow copying. Select the text and copy it by hand.",
	Preview:     "Preview",
	Close:       "Close",
	PreviewNote: "This is what your class sees.",
	Back:        "Back to preparing",
	FrameTitle:  "Backpropagation playground",
}

var koreanClass = ClassWords{
	Open:  "수업 준비",
	Title: "수업 준비",
	Intro: "학생에게 무엇을 보여 주고 무엇을 바꾸게 할지 고르세요. 아래의 링크, 프레임, QR 코드는 지금 화면에 있는 실험을 이렇게 준비된 상태로 엽니다.",
	Groups: [6]string{
		"학습 조작", "데이터", "신경망", "학습", "그림", "페이지",
	},
	Controls: map[string]string{
		"play": "학습", "step": "한 에포크", "reset": "처음으로", "newweights": "새 가중치", "seed": "가중치 시드", "speed": "속도",
		"data": "데이터 고르기", "classes": "클래스 수", "samples": "표본 수", "share": "훈련용 비율", "noise": "잡음", "dataseed": "데이터 시드와 새 데이터",
		"inputs": "입력", "layers": "층 추가와 빼기", "units": "층의 유닛 수", "activation": "활성화 함수", "weights": "가중치와 편향 고쳐 쓰기",
		"rate": "학습률 ε", "momentum": "모멘텀 α", "stop": "멈추는 조건", "batch": "배치", "gradient": "평균과 합", "order": "표본 순서",
		"range": "처음 가중치의 범위", "biases": "처음 편향", "penalty": "규제(L1, L2, 감쇠)",
		"output": "출력 곡면", "discrete": "이산화", "test": "시험 표본 보기", "loss": "손실 곡선", "log": "로그 눈금", "selected": "선택한 유닛과 식", "timeline": "시간 축", "tools": "기울기 흐름과 검사",
		"copy": "링크 복사", "theme": "색", "language": "언어", "title": "제목", "tour": "둘러보기", "prepare": "수업 준비(이 창)",
	},
	States:       [3]string{"열림", "잠금", "숨김"},
	Allf:         "%s 전체",
	Mixed:        "여러 가지",
	LinkLabel:    "링크",
	LinkHelp:     "실험 전체와 잠그거나 숨긴 것이 모두 담겨 있습니다.",
	FrameLabel:   "다른 페이지에 넣을 프레임",
	FrameHelp:    "수업 페이지나 블로그에 넣을 HTML입니다. 놀이터가 그 안에 작게 들어갑니다.",
	CodeLabel:    "QR 코드",
	CodeAlt:      "위 링크의 QR 코드",
	CodeTooLongf: "이 링크는 %d자인데 QR 코드에는 %d자까지 들어갑니다. 손으로 정한 가중치나 직접 만든 표가 있으면 링크가 길어집니다. 링크를 그대로 전해 주세요.",
	Copy:         "복사", Copied: "복사했습니다",
	CopyFailed:  "브라우저가 복사를 막았습니다. 글을 선택해 직접 복사해 주세요.",
	Preview:     "미리 보기",
	Close:       "닫기",
	PreviewNote: "학생에게는 이렇게 보입니다.",
	Back:        "준비로 돌아가기",
	FrameTitle:  "역전파 놀이터",
}
