package text

// PastWords are those of the time line, which brings earlier epochs back.
type PastWords struct {
	Label, Help      string // of the slider
	Back, Forward    string
	Atf, AtLossf     string // the present epoch and the last one; with the loss, for screen readers
	Notef            string // what is on the screen and what happens to what came later
	Continue, Latest string // go on from here, go back to the last epoch
	Mark             string // on the chart, takes an epoch
}

var englishPast = PastWords{
	Label: "Time line", Help: "Brings any epoch of this run back, to the last bit.",
	Back: "One epoch back", Forward: "One epoch forward again",
	Atf: "%s / %s", AtLossf: "epoch %s of %s, training loss %s",
	Notef:    "This is epoch %s of %s. Training or a change here replaces what came after.",
	Continue: "Continue from here", Latest: "Back to the end",
	Mark: "epoch %s",
}

var koreanPast = PastWords{
	Label: "시간 축", Help: "이 학습의 어느 에포크든 마지막 비트까지 그대로 되돌립니다.",
	Back: "한 에포크 뒤로", Forward: "다시 한 에포크 앞으로",
	Atf: "%s / %s", AtLossf: "에포크 %s, 전체 %s, 훈련 손실 %s",
	Notef:    "지금은 에포크 %s, 끝은 %s입니다. 여기서 학습하거나 값을 바꾸면 그 뒤는 새로 쓰입니다.",
	Continue: "여기서 이어서 학습", Latest: "끝으로 돌아가기",
	Mark: "에포크 %s",
}
