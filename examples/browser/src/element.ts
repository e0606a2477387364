/** Finds an element of the page. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no #${id}.`)
  return found
}

/** Makes a row of a list. Names are people's own choice, so they are set as text, never as HTML. */
export function row(title: string, detail: string): HTMLLIElement {
  const item = document.createElement('li')
  const small = document.createElement('small')
  small.textContent = detail
  item.append(title, small)
  return item
}
