import {
  DocBlock,
  DocExcerpt,
  DocFencedCode,
  DocLinkTag,
  type DocNode,
  DocPlainText,
  ExcerptKind,
  TextRange,
  TSDocConfiguration,
  TSDocParser,
} from '@microsoft/tsdoc'
import type { Comment } from 'oxc-parser'
import { readAttributes, type CodeBlock } from './code-block.ts'
import type { SourceModule } from './source-module.ts'

/** A doc comment, taken apart. */
export interface DocComment {
  /** Line on which it begins, from 1. */
  readonly line: number
  /** The text before the first tag, without code. */
  readonly summary: string
  /** Everything it says in words. */
  readonly text: string
  /** Names of tags with a block of their own: `@example`, `@throws`. */
  readonly tags: readonly string[]
  /** Names that it links to. */
  readonly links: readonly string[]
  /** Code within `@example`. */
  readonly examples: readonly CodeBlock[]
  /** All code. */
  readonly blocks: readonly CodeBlock[]
}

const parser = new TSDocParser(new TSDocConfiguration())

/** Reads a doc comment of a module. @param document path of the module from the root */
export function parseDocComment(document: string, module: SourceModule, comment: Comment): DocComment {
  const range = TextRange.fromStringRange(module.text, comment.start, comment.end)
  const { docComment } = parser.parseRange(range)
  const blocksOf = (node: DocNode): readonly CodeBlock[] =>
    descendants(node, DocFencedCode).map((fence) => codeBlock(document, fence))
  const custom = descendants(docComment, DocBlock)
  return {
    line: range.getLocation(comment.start).line,
    summary: plainText(docComment.summarySection).trim(),
    text: plainText(docComment),
    tags: custom.map((block) => block.blockTag.tagName),
    links: descendants(docComment, DocLinkTag).flatMap((link) => {
      const [reference] = link.codeDestination?.memberReferences ?? []
      return reference?.memberIdentifier === undefined ? [] : [reference.memberIdentifier.identifier]
    }),
    examples: custom.filter((block) => block.blockTag.tagName === '@example').flatMap(blocksOf),
    blocks: blocksOf(docComment),
  }
}

/** The doc comment that belongs to what begins at `start`: the one right before it. */
export function docBefore(module: SourceModule, start: number): Comment | undefined {
  const before = module.docs.findLast((comment) => comment.end <= start)
  // Nothing but space may stand between the two.
  return before !== undefined && module.text.slice(before.end, start).trim() === '' ? before : undefined
}

function codeBlock(document: string, fence: DocFencedCode): CodeBlock {
  const excerpt = descendants(fence, DocExcerpt).find((e) => e.excerptKind === ExcerptKind.FencedCode_Code)
  const first = excerpt?.content.tokens[0]
  const [language = '', ...attributes] = fence.language.trim().split(/\s+/)
  return {
    document,
    line: first === undefined ? 1 : first.range.getLocation(first.range.pos).line,
    language,
    attributes: readAttributes(attributes.join(' ')),
    code: fence.code,
  }
}

function descendants<T extends DocNode>(node: DocNode, type: abstract new (...args: never[]) => T): T[] {
  return node
    .getChildNodes()
    .flatMap((child) => [...(child instanceof type ? [child] : []), ...descendants(child, type)])
}

const plainText = (node: DocNode): string =>
  descendants(node, DocPlainText)
    .map((piece) => piece.text)
    .join(' ')
