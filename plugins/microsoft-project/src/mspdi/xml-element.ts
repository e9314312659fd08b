/**
 * The JSON form in which an XML element is kept as raw: `[name, attributes?, ...content]`.
 *
 * - `name` is the local name in the plan's namespace; a foreign element is `{namespace}name`.
 * - `attributes` is there only where the element has some, namespace declarations included, as written.
 * - `content` holds child elements in their order, and text verbatim (line ends as XML reads them: LF), in one piece
 *   between two children, whether it stands in CDATA or not.
 *   White space between child elements is layout and left out; so are comments and processing instructions.
 *
 * `<Task><UID>1</UID><Notes> a &amp; b</Notes></Task>` is `["Task",["UID","1"],["Notes"," a & b"]]`.
 */
export type XmlElement = readonly [name: string, ...content: XmlContent[]]
export type XmlAttributes = Readonly<Record<string, string>>
export type XmlContent = string | XmlAttributes | XmlElement

/** Whether a piece of content is a child element. */
export function isElement(content: XmlContent): content is XmlElement {
  return Array.isArray(content)
}

/** The child elements in their order. Runs several times for every entry: a loop, at half the cost of a list and a filter. */
export function childElements(element: XmlElement): XmlElement[] {
  const children: XmlElement[] = []
  for (let at = 1; at < element.length; at++) {
    const content = element[at]
    if (content !== undefined && isElement(content)) children.push(content)
  }
  return children
}

/** The element's own text, without that of its children. */
export function textOf(element: XmlElement): string {
  let text = ''
  for (let at = 1; at < element.length; at++) {
    const content = element[at]
    if (typeof content === 'string') text += content
  }
  return text
}

/** The text of the first child of a name, without a list of children being made: it runs for every entry. */
export function childText(element: XmlElement, name: string): string | undefined {
  for (let at = 1; at < element.length; at++) {
    const content = element[at]
    if (content !== undefined && isElement(content) && content[0] === name) return textOf(content)
  }
  return undefined
}
