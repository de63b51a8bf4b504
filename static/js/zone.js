// Fills an empty [data-time-zone] field with the device's zone, such as Europe/Lisbon.
for (const field of document.querySelectorAll("[data-time-zone]")) {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
