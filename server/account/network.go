package account

import "net/netip"

// How much of an address one household, ward or server usually has to itself:
// providers hand out IPv6 in /56 and even /48, and IPv4 in blocks that share an
// owner.
const (
	ipv4Network = 24
	ipv6Network = 56
)

// networkOf names the network of an address, "" for what is no address.
func networkOf(address string) string {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	addr = addr.WithZone("").Unmap()
	bits := ipv6Network
	if addr.Is4() {
		bits = ipv4Network
	}
	network, err := addr.Prefix(bits)
	if err != nil {
		return ""
	}
	return network.String()
}

// addressText is an address as people know it, "" for what is none.
func addressText(address string) string {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	return addr.WithZone("").Unmap().String()
}
