package ui

import "testing"

func TestPicturesTakeTurnsOnASlowBrowser(t *testing.T) {
	var s scene
	at, drawn, networks := 0.0, 0, 0
	frames := func(n int, interval float64) {
		drawn, networks = 0, 0
		for range n {
			at += interval
			network, output := s.turns(true, at)
			if !network && !output {
				t.Fatal("a frame without a picture")
			}
			if network {
				networks++
				drawn++
			}
			if output {
				drawn++
			}
		}
	}
	frames(120, 1000.0/60)
	if drawn != 240 {
		t.Errorf("at 60 frames a second %d pictures in 120 frames, want 240", drawn)
	}
	frames(60, 1000.0/30)
	frames(60, 1000.0/30)
	if drawn != 60 || networks != 30 {
		t.Errorf("at 30 frames a second %d pictures in 60 frames, %d of them the network, want 60 and 30", drawn, networks)
	}
	frames(300, 1000.0/60) // the pictures in turn have brought it back
	frames(60, 1000.0/60)
	if drawn != 120 {
		t.Errorf("after some time %d pictures in 60 frames, want both again", drawn)
	}
	if network, output := s.turns(false, at); !network || !output {
		t.Error("a picture is missing when training is held")
	}
}
