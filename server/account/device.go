package account

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words of user agents in the order of asking: many a browser also names those
// that it wants to be taken for.
var (
	browsers = []nameOf{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"},
		{"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	}
	platforms = []nameOf{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"},
		{"Windows", "Windows"}, {"CrOS", "Chromebook"}, {"Macintosh", "Mac"}, {"Linux", "Linux"},
	}
)

type nameOf struct{ sign, name string }

// Name is what the person called the device, else a name made of what its
// connection tells.
func (c Client) Name(given *string, kind ClientKind) string {
	return deviceName(given, kind, c.UserAgent)
}

// deviceName is what the person called the device, else a name made from its
// user agent, such as "Firefox on Windows".
func deviceName(given *string, kind ClientKind, userAgent string) string {
	if given != nil {
		if name := strings.TrimSpace(Plain(*given)); name != "" {
			return cut(name, maxDeviceName)
		}
	}
	browser, platform := find(browsers, userAgent), find(platforms, userAgent)
	switch {
	case kind == Mobile && platform != "":
		return "App on " + platform
	case kind == Mobile:
		return "App"
	case browser != "" && platform != "":
		return browser + " on " + platform
	case browser+platform != "":
		return browser + platform
	}
	return "Unknown browser"
}

func find(names []nameOf, userAgent string) string {
	for _, n := range names {
		if strings.Contains(userAgent, n.sign) {
			return n.name
		}
	}
	return ""
}

// Plain drops what PostgreSQL refuses and screens do not show: broken UTF-8 and
// control characters.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// cut keeps at most that many characters.
func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}
