/** Whether Slack may fetch a photo there: a public URL, or the photo itself in a `data:` URL. */
export function isPhotoUrl(photo: string): boolean {
  if (/^data:image\//i.test(photo)) return true
  try {
    return ['https:', 'http:'].includes(new URL(photo).protocol)
  } catch {
    return false
  }
}
