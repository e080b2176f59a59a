package text

// ShareWords are those of the strip that shows what each training sample
// contributes to the gradient of one weight or bias.
type ShareWords struct {
	Title, Help, Label string
	Read               string // sample, its derivative, its rank, of how many
	Sums               string // sum, mean, J
	Whole, Part        string // what the next update takes; Part: mean or sum, samples of its batch, the value
	Many               string // how many samples share a bar
}

var englishShare = ShareWords{
	Title: "From one sample to the batch",
	Help:  "∂E/∂w of every training sample, the largest first. A bar up pushes the weight down, a bar down pushes it up. Choose one to put its sample under the lens.",
	Label: "Training samples by their derivative",
	Read:  "sample %s: %s, number %s of %s by size",
	Sums:  "Sum Σ = %s, mean Σ/J = %s, J = %s training samples.",
	Whole: "The next update takes the %s, %s: its batch is the whole training set.",
	Part:  "The next update takes the %s over its own batch of %s samples only: %s.",
	Many:  "Up to %s neighbours share a bar, whose height is their mean.",
}

var koreanShare = ShareWords{
	Title: "표본 하나에서 배치까지",
	Help:  "훈련 표본마다의 ∂E/∂w를 큰 것부터 늘어놓았습니다. 위로 선 막대는 가중치를 줄이고, 아래로 선 막대는 늘립니다. 막대를 고르면 그 표본이 현미경 아래에 놓입니다.",
	Label: "미분값 순서로 늘어놓은 훈련 표본",
	Read:  "표본 %s: %s, 크기로 %[4]s개 중 %[3]s번째",
	Sums:  "합 Σ = %s, 평균 Σ/J = %s, 훈련 표본 J = %s개.",
	Whole: "배치가 훈련 표본 전체이므로 다음 갱신의 기울기는 이 %s입니다: %s.",
	Part:  "다음 갱신의 기울기는 그 배치에 든 표본 %[2]s개만의 %[1]s입니다: %[3]s.",
	Many:  "이웃한 표본 최대 %s개가 막대 하나를 이루고, 높이는 그 평균입니다.",
}
