/** Lets the server turn to others: a long table is read a part at a time (law 11). */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
