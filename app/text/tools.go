package text

// FlowWords are those of the tool that shows how the gradient fares from layer
// to layer.
type FlowWords struct {
	Title, Help                           string
	Layer, ByNetInput, ByWeight, Bars     string // heads; Bars takes the ends of the scale
	Waiting                               string
	Vanishing, Exploding                  string // the larger and the smaller mean with their layers, and the factor
	Blocked, Saturated, Dead, Twins, Fine string
	Share, Units, Unit                    string // share of a layer; several units or one unit of a layer
	And                                   string // between the parts of a list
	Hidden, Output                        string // names of layers within a sentence
}

// CheckWords are those of the gradient check.
type CheckWords struct {
	Title, Help, Run, Again, Busy      string
	Formula                            string // takes h
	Error                              string // what the relative error is, takes the floor
	Right                              string // count, largest error
	Near                               string // largest error, count beyond the limit, of how many
	Wrong                              string // count beyond, of how many, the limit
	Kinked                             string // how many stand at a kink
	Stale                              string // takes the epoch
	Caption                            string // shown, of how many
	Name, Backprop, Numeric, Off, Kink string
}

var englishFlow = FlowWords{
	Title: "Gradient flow",
	Help:  "How large the derivatives are in each layer, over all training samples at the present weights.",
	Layer: "Layer", ByNetInput: "mean |∂E/∂x|", ByWeight: "mean |∂E/∂w|",
	Bars: "Bars: logarithmic, from 10%s to 10%s.", Waiting: "Waiting for the engine.",
	Vanishing: "Vanishing gradient: mean |∂E/∂x| falls from %s in %s to %s in %s, %s times less. The lower layers learn that much more slowly.",
	Exploding: "Exploding gradient: mean |∂E/∂x| grows from %s in %s to %s in %s, %s times more. A learning rate that suits one layer is far too large for the other.",
	Blocked:   "No gradient: every ∂E/∂x is exactly 0 in %s. The weights there get no derivative at all.",
	Saturated: "Saturated units: the slope f′ is below a hundredth of its largest value at many outputs, %s. ∂E/∂x = ∂E/∂y · f′ is next to nothing there.",
	Dead:      "Dead ReLU units: the output is 0 at all %s training samples for %s. f′ is 0 too, so their weights get no derivative.",
	Twins:     "Symmetric units: the same weights in and out in %s. They get the same derivatives and stay alike for ever; random first weights break the symmetry.",
	Fine:      "Nothing to warn of: from the last layer to the first, mean |∂E/∂x| changes by a factor of %s; no dead ReLU, no layer with a quarter of its outputs saturated, no two units alike.",
	Share:     "%s %% in %s", Units: "units %[2]s of %[1]s", Unit: "unit %[2]s of %[1]s", And: ", ",
	Hidden: "hidden layer %d", Output: "the output layer",
}

var koreanFlow = FlowWords{
	Title: "기울기 흐름",
	Help:  "지금 가중치에서 층마다 미분값이 얼마나 큰지, 훈련 표본 전체에 대해 봅니다.",
	Layer: "층", ByNetInput: "평균 |∂E/∂x|", ByWeight: "평균 |∂E/∂w|",
	Bars: "막대는 10%s부터 10%s까지의 로그 눈금입니다.", Waiting: "엔진의 답을 기다립니다.",
	Vanishing: "기울기 소실: 평균 |∂E/∂x|가 %[2]s의 %[1]s에서 %[4]s의 %[3]s까지, %[5]s분의 1로 줄어듭니다. 아래층은 그만큼 느리게 배웁니다.",
	Exploding: "기울기 폭주: 평균 |∂E/∂x|가 %[2]s의 %[1]s에서 %[4]s의 %[3]s까지, %[5]s배로 커집니다. 한 층에 맞는 학습률이 다른 층에는 너무 큽니다.",
	Blocked:   "기울기 없음: 다음 층에서는 모든 ∂E/∂x가 정확히 0입니다: %s. 그곳의 가중치는 미분값을 전혀 받지 못합니다.",
	Saturated: "포화된 유닛: 기울기 f′가 최댓값의 백분의 1보다 작은 출력의 비율입니다: %s. 거기서는 ∂E/∂x = ∂E/∂y · f′가 거의 0입니다.",
	Dead:      "죽은 ReLU 유닛: 훈련 표본 %s개 모두에서 출력이 0입니다: %s. f′도 0이라 가중치가 미분값을 받지 못합니다.",
	Twins:     "대칭인 유닛: 들어오고 나가는 가중치가 서로 같습니다: %s. 미분값도 같아서 언제까지나 똑같이 변합니다. 처음 가중치를 무작위로 뽑으면 대칭이 깨집니다.",
	Fine:      "경고할 것이 없습니다. 마지막 층에서 첫 층까지 평균 |∂E/∂x|의 변화는 %s배이고, 죽은 ReLU도, 출력의 4분의 1 이상이 포화된 층도, 똑같은 유닛도 없습니다.",
	Share:     "%[2]s의 %[1]s %%", Units: "%s의 유닛 %s", Unit: "%s의 유닛 %s", And: ", ",
	Hidden: "은닉층 %d", Output: "출력층",
}

var englishCheck = CheckWords{
	Title: "Gradient check",
	Help:  "Computes every derivative a second time, without backpropagation, and compares. Training pauses for it.",
	Run:   "Check the gradient", Again: "Check again", Busy: "Checking…",
	Formula: "Numeric: (E(w + h) − E(w − h)) / 2h with h = %s, over all training samples.",
	Error:   "Relative error: |difference| / the larger of the two, or %s where both are smaller.",
	Right:   "They agree: %s derivatives, largest relative error %s.",
	Near:    "They agree as far as the numeric values can tell: largest relative error %s. %s of %s are above 1e−7; there the rounding of E, or its curvature between w − h and w + h, limits the central difference.",
	Wrong:   "They differ: %s of %s derivatives are further apart than %s.",
	Kinked:  "%s more were left out of this verdict: between w − h and w + h a ReLU unit crosses its kink at some sample. There E has no derivative, and the two may differ.",
	Stale:   "The weights have changed since. This is of epoch %s.",
	Caption: "The %s largest errors of %s, worst first",
	Name:    "Parameter", Backprop: "backpropagation", Numeric: "numeric", Off: "relative error", Kink: "kink",
}

var koreanCheck = CheckWords{
	Title: "기울기 검사",
	Help:  "모든 미분값을 역전파 없이 한 번 더 계산해 비교합니다. 그동안 학습을 멈춥니다.",
	Run:   "기울기 검사하기", Again: "다시 검사하기", Busy: "검사하는 중…",
	Formula: "수치 미분: (E(w + h) − E(w − h)) / 2h, h = %s, 훈련 표본 전체.",
	Error:   "상대 오차: |차이| / 둘 중 큰 값. 둘 다 %s보다 작으면 그 값으로 나눕니다.",
	Right:   "일치합니다: 미분값 %s개, 가장 큰 상대 오차 %s.",
	Near:    "수치 미분으로 가릴 수 있는 만큼 일치합니다: 가장 큰 상대 오차 %[1]s. %[3]s개 중 %[2]s개는 1e−7보다 큽니다. 거기서는 E의 반올림이나 w − h와 w + h 사이에서 E가 굽은 정도가 수치 미분의 정확도를 제한합니다.",
	Wrong:   "다릅니다: 미분값 %[2]s개 중 %[1]s개의 차이가 %[3]s보다 큽니다.",
	Kinked:  "%s개는 판정에서 뺐습니다. w − h와 w + h 사이에서 어떤 표본의 ReLU 유닛이 꺾이는 점을 지납니다. 거기서 E는 미분할 수 없어 둘이 다를 수 있습니다.",
	Stale:   "그 뒤로 가중치가 바뀌었습니다. 이 결과는 에포크 %s의 것입니다.",
	Caption: "오차가 큰 순서로 %[2]s개 중 %[1]s개",
	Name:    "매개변수", Backprop: "역전파", Numeric: "수치 미분", Off: "상대 오차", Kink: "꺾임",
}
