import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Finding } from './code-block.ts'
import { root } from './code-block.ts'
import { parsePage } from './markdown-page.ts'

/** What a page's headings are called in addresses. */
function anchors(text: string): ReadonlySet<string> {
  return new Set(
    parsePage('', text).headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

/** Links of a page that lead to no file of the repository, or to no heading of it. */
export function judgeLinks(document: string, text: string): readonly Finding[] {
  return parsePage(document, text).links.flatMap(({ line, url }) => {
    if (/^[a-z]+:/.test(url)) return []
    const [path = '', anchor] = url.split('#')
    const target = path === '' ? document : join(dirname(document), path)
    if (path !== '' && !existsSync(join(root, target)))
      return [{ document, line, message: `${url} leads nowhere.` }]
    if (anchor === undefined || !target.endsWith('.md')) return []
    const there = path === '' ? text : readFileSync(join(root, target), 'utf8')
    return anchors(there).has(anchor)
      ? []
      : [{ document, line, message: `${url}: there is no such heading.` }]
  })
}
