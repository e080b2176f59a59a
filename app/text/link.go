package text

// LinkWords tell what became of a link that was not taken as it stood.
type LinkWords struct {
	Partly, Peer string // what follows is a list of the rest
	PeerWhole    string // there is no rest
	Moref, Restf string // how many notes are folded away, and how many are not shown at all

	UnknownKeyf    string
	NoCounterpartf string
	Counterparts   map[string]string // what there is here instead, by the key of TensorFlow Playground
	OtherDrawsf    string
	NoInputs       string
	Lockedf        string // a control that is locked
}

var englishLink = LinkWords{
	Partly:    "Not all of this link could be used. The rest of it is open; left out:",
	Peer:      "This link of TensorFlow Playground is now a link of this page. What differs:",
	PeerWhole: "This link of TensorFlow Playground is now a link of this page.",
	Moref:     "%d more", Restf: "and %d more",
	UnknownKeyf:    "“%s” is not a key of such a link.",
	NoCounterpartf: "%s=%s has no counterpart here.",
	Counterparts: map[string]string{
		"cosX":         "cosX: there is no input cos X₁ here.",
		"cosY":         "cosY: there is no input cos X₂ here.",
		"collectStats": "collectStats: this page collects nothing.",
		"tutorial":     "tutorial: this page has no lessons of its own.",
	},
	OtherDrawsf: "seed=%s: samples and first weights are drawn here in another way, so the numbers differ, but the same link always gives the same ones.",
	NoInputs:    "All inputs were off. A network needs one: X₁ and X₂ are on.",
	Lockedf:     "%s: locked on this page.",
}

var koreanLink = LinkWords{
	Partly:    "링크의 일부는 쓸 수 없어 나머지만 열었습니다. 빠진 것:",
	Peer:      "텐서플로 플레이그라운드의 링크를 이 페이지의 링크로 바꾸었습니다. 달라진 점:",
	PeerWhole: "텐서플로 플레이그라운드의 링크를 이 페이지의 링크로 바꾸었습니다.",
	Moref:     "%d개 더 보기", Restf: "그 밖에 %d개",
	UnknownKeyf:    "“%s”은(는) 이런 링크에 쓰는 키가 아닙니다.",
	NoCounterpartf: "%s=%s에 해당하는 것이 여기에는 없습니다.",
	Counterparts: map[string]string{
		"cosX":         "cosX: 여기에는 cos X₁ 입력이 없습니다.",
		"cosY":         "cosY: 여기에는 cos X₂ 입력이 없습니다.",
		"collectStats": "collectStats: 이 페이지는 아무것도 수집하지 않습니다.",
		"tutorial":     "tutorial: 이 페이지에는 따로 마련된 수업이 없습니다.",
	},
	OtherDrawsf: "seed=%s: 표본과 처음 가중치를 뽑는 방법이 달라 값은 다르지만, 같은 링크는 언제나 같은 값을 줍니다.",
	NoInputs:    "입력이 모두 꺼져 있었습니다. 신경망에는 입력이 있어야 하므로 X₁과 X₂를 켰습니다.",
	Lockedf:     "%s: 이 페이지에서는 잠겨 있습니다.",
}
