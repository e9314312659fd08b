import type { Json } from '../../common/json.ts'
import type { RichText } from '../state/model.ts'
import { adfOf, wikiOf } from '../state/rich-text.ts'
import type { World } from '../state/world.ts'

/** Rich text in the edition's own form: ADF on Cloud, wiki text on Data Center. */
export const textOf = (world: World, text: RichText | null): Json =>
  world.edition === 'cloud' ? adfOf(text) : wikiOf(text)
