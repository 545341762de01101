// What `template.rs` asks of the browser. From WebAssembly every call costs more than what it does: a copy is made, and its
// nodes are found, in one, and writing into a node is one more.

/** Where each of these nodes is in `original`: which of its descendants it is or, as a text, stands in; -1 is `original` itself. */
export function waysTo(original, nodes) {
  const inside = [...original.getElementsByTagName('*')]
  return nodes.map((node) => {
    const isText = node.nodeType === Node.TEXT_NODE
    const text = isText && placeOf(node)
    return { at: inside.indexOf(isText ? node.parentNode : node), text }
  })
}

/** Where a text stands in its element: first, last, which are found soonest, or as which of its nodes. */
function placeOf(text) {
  if (!text.nextSibling) return 'lastChild'
  return text.previousSibling ? [...text.parentNode.childNodes].indexOf(text) : 'firstChild'
}

/** The nodes of a new copy by these ways, and the copy itself after them. */
export function copied(original, ways) {
  const copy = original.cloneNode(true)
  const inside = copy.getElementsByTagName('*')
  const nodes = ways.map(({ at, text }) => {
    const element = at < 0 ? copy : inside[at]
    if (text === false) return element
    return typeof text === 'number' ? element.childNodes[text] : element[text]
  })
  nodes.push(copy)
  return nodes
}

export function setText(nodes, at, text) {
  nodes[at].nodeValue = text
}

export function setAttribute(nodes, at, name, value) {
  nodes[at].setAttribute(name, value)
}

export function removeAttribute(nodes, at, name) {
  nodes[at].removeAttribute(name)
}

export function setStyle(nodes, at, name, value) {
  nodes[at].style.setProperty(name, value)
}
