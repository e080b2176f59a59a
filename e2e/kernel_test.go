package e2e

import (
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"backprop/engine"
	"backprop/web/server"
)

// A browser that refuses the SIMD kernel trains to the same bits.
func TestWithoutTheKernel(t *testing.T) {
	t.Parallel()
	site, err := server.New(os.DirFS(dist))
	if err != nil {
		t.Fatal(err)
	}
	var refused atomic.Int32
	address, _ := host(t, "/", http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if strings.HasPrefix(request.URL.Path, "/kernel.") {
			refused.Add(1)
			answer.Header().Set("Content-Type", "application/wasm")
			_, _ = answer.Write([]byte("not what the browser knows"))
			return
		}
		site.ServeHTTP(answer, request)
	}))
	for name, link := range thousandEpochs {
		with, without := open(t, link), open(t, link, at(address))
		for _, p := range []*Page{with, without} {
			p.Choose("speed", "fastest")
			p.Press("play")
		}
		a, b := with.WaitStopped(engine.StoppedByEpoch), without.WaitStopped(engine.StoppedByEpoch)
		want := natively(t, link, engine.View{}, engine.Advance{Epochs: 1000})
		sameBits(t, name+", with the kernel", a.Params, want.Params)
		sameBits(t, name+", without it", b.Params, want.Params)
	}
	if refused.Load() == 0 {
		t.Error("nobody asked for the kernel")
	}
}
