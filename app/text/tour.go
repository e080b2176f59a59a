package text

// TourWords are those of the guided first tour.
type TourWords struct {
	Open, Help           string // the button that begins it
	Label                string // of the card, takes the stop and how many there are
	Next, Back, End, Go  string
	Update, Play         string // what two of the stops let the reader do
	Kept                 string // said where the tour has put the reader's network aside
	Stops                [8]StopWord
	Sample               string // which sample the numbers are of, takes its number
	ForAll               string // that the numbers are of the whole batch
	HeldBack, ComesAgain string // when the worker has not answered; when the network is back
}

// StopWord is a stop of the tour: its name and what there is to see.
type StopWord struct{ Title, Body string }

var englishTour = TourWords{
	Open: "Tour", Help: "A guided tour of backpropagation in 8 stops, on the network 2-5-1",
	Label: "Tour, stop %d of %d",
	Next:  "Next", Back: "Back", End: "End the tour", Go: "Done",
	Update: "Make this update", Play: "Play",
	Kept: "The tour shows the text's figure, 2-5-1. Your own network comes back when it ends.",
	Stops: [8]StopWord{
		{"Forward pass", "A unit multiplies each output below by a weight, adds its bias, and sends the sum x through the sigmoid f. Here is the first hidden unit."},
		{"Loss", "The output ŷ is compared with the target y. The loss is half the square of the difference."},
		{"Back, line 1: the output", "Now the way back. How does E change with the output? Its derivative is the difference itself."},
		{"Back, line 2: through the sigmoid", "The slope of the sigmoid is y(1 − y): steepest in the middle, flat at both ends. It scales what comes back."},
		{"Back, line 3: a weight", "The derivative of a weight is that of the unit above it times the output of the unit below it."},
		{"Back, line 4: one layer down", "What the output unit got comes back to the hidden unit through the same weight. With several units above, these are added. Then line 2 again, one layer down."},
		{"Update", "Every weight moves against its derivative, averaged over all training samples. The momentum α keeps part of the last step v."},
		{"Repeat", "That was one epoch. Some hundred more close the boundary around the inner samples. Watch the surface and the loss; any number can be looked at on the way."},
	},
	Sample: "Training sample %d", ForAll: "All training samples, first hidden unit to output",
	HeldBack: "Waiting for the engine.", ComesAgain: "Your network is back.",
}

var koreanTour = TourWords{
	Open: "둘러보기", Help: "2-5-1 신경망에서 역전파를 여덟 단계로 안내합니다",
	Label: "둘러보기, %[2]d단계 중 %[1]d단계",
	Next:  "다음", Back: "이전", End: "둘러보기 끝내기", Go: "마치기",
	Update: "이 갱신 해 보기", Play: "학습",
	Kept: "둘러보기는 글의 그림인 2-5-1 신경망에서 합니다. 끝나면 원래 신경망으로 돌아갑니다.",
	Stops: [8]StopWord{
		{"순전파", "유닛은 아래층의 출력마다 가중치를 곱해 더하고, 편향을 더한 값 x를 시그모이드 f에 넣습니다. 첫 은닉 유닛을 보세요."},
		{"손실", "출력 ŷ를 목표값 y와 비교합니다. 손실은 차이의 제곱의 절반입니다."},
		{"역전파 1: 출력", "이제 거꾸로 갑니다. 출력이 바뀌면 E는 얼마나 바뀔까요? 그 미분값은 바로 둘의 차이입니다."},
		{"역전파 2: 시그모이드를 지나", "시그모이드의 기울기는 y(1 − y)입니다. 가운데가 가장 가파르고 양 끝은 평평합니다. 되돌아오는 값에 이 기울기를 곱합니다."},
		{"역전파 3: 가중치", "가중치의 미분값은 위 유닛의 미분값에 아래 유닛의 출력을 곱한 것입니다."},
		{"역전파 4: 한 층 아래로", "출력 유닛의 미분값이 같은 가중치를 거쳐 은닉 유닛으로 돌아옵니다. 위에 유닛이 여럿이면 모두 더합니다. 그다음은 한 층 아래에서 다시 2번입니다."},
		{"갱신", "모든 가중치가 훈련 표본 전체에서 평균한 미분값의 반대쪽으로 움직입니다. 모멘텀 α는 지난 걸음 v의 일부를 이어 갑니다."},
		{"되풀이", "이것이 한 에포크입니다. 수백 번 되풀이하면 경계가 안쪽 표본을 둘러쌉니다. 출력과 손실을 지켜보세요. 도중에 어떤 값이든 들여다볼 수 있습니다."},
	},
	Sample: "훈련 표본 %d", ForAll: "훈련 표본 전체, 첫 은닉 유닛에서 출력으로",
	HeldBack: "엔진의 답을 기다립니다.", ComesAgain: "원래 신경망으로 돌아왔습니다.",
}
