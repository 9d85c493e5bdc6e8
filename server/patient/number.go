package patient

import (
	"crypto/rand"
	"fmt"
	"io"
	"math/big"
)

// drawClinicNumber draws a number at random: consecutive ones would tell how
// many patients the clinic has and make a neighbour's number easy to guess.
// The first digit is never 0, so that nobody leaves it out.
func drawClinicNumber(chance io.Reader) (string, error) {
	const lowest, count = 1_000_000, 9_000_000
	n, err := rand.Int(chance, big.NewInt(count))
	if err != nil {
		return "", fmt.Errorf("drawing a clinic number: %w", err)
	}
	v := n.Int64() + lowest
	return fmt.Sprintf("%d-%03d-%03d", v/1_000_000, v/1000%1000, v%1000), nil
}
