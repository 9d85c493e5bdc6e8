// Package contact knows how an account is reached beside mail: by text message
// at a phone, and by push message in browsers. (FHIR R4 calls them contact
// points.) It sends what it is given; what is said is notify's.
//
// It owns contact_phones and contact_push_devices.
//
// Words:
//
//   - An account has one phone. The number counts once a code that was texted to
//     it came back; until then the one before stays.
//   - A device is a browser that subscribed. It belongs to whoever signed in
//     there last, and is forgotten when its push service says that it has gone.
//
// What holds:
//
//   - Nothing is texted to a number that nobody has shown to be theirs, save the
//     code: five texts a day and account, five tries a code, ten minutes.
//   - A code is kept as an HMAC under the program's key, and only where it was
//     sent in the clear.
//   - Pushes go to the push services of browsers alone, whatever address a
//     browser tells.
//   - A device is signed for with the key that it was told of, also after the
//     keys were rotated.
package contact
