const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Rich notes as the text that they show; only read where Dataverse gives no plain text of its own. */
export function htmlToText(html: string | undefined): string | undefined {
  if (html === undefined) return undefined
  return html
    .replace(/<(?:br\s*\/?|\/p|\/div|\/li)>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|(\w{2,6}));/g, (whole, code: string | undefined, name: string | undefined) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole
      const point = Number(code)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    })
    .trim()
}
