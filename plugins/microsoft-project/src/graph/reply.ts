/** A reply of any status, its body as the text of the wire: raw items are cut out of that, never written anew. */
export interface GraphReply {
  readonly status: number
  readonly text: string
}
