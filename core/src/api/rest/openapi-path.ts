/** An operation of the document, as JSON. */
export type DocumentOperation = Readonly<Record<string, unknown>>

/** The operations of one path, by method. */
export type DocumentPath = Readonly<Record<string, DocumentOperation>>
