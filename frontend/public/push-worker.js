// Shows push messages while no page is open. It keeps nothing and answers no
// request: records are never cached.
self.addEventListener("push", (event) => {
  const { title, body, link, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "/icon.svg", data: { link } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.link));
});

/** Brings the page up in a tab that is open, else in a new one; never another site's. */
async function show(link) {
  const address = new URL(link, self.location.origin);
  if (address.origin !== self.location.origin) return;
  const [open] = await self.clients.matchAll({ type: "window" });
  if (!open) return void (await self.clients.openWindow(address.href));
  await open.focus();
  await open.navigate(address.href);
}
