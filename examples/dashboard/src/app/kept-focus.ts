import { useEffect } from 'react'

/** Marks where a user goes on when what they pressed is gone: a heading, as a rule. Spread onto the element. */
export const goesOn = { tabIndex: -1, 'data-goes-on': '' } as const

/**
 * Catches the focus where it would fall. A button that goes with what it did, or that rests while the server works, leaves
 * the focus nowhere: a reader of the screen begins at the top again. It is brought back to the button as soon as that may
 * be pressed, and else to the nearest place that is left of those around it: to what `goesOn` marks there, or to the place.
 */
export function useKeptFocus(): void {
  useEffect(() => keepFocus(document), [])
}

function keepFocus(page: Document): () => void {
  let last: Element | undefined
  /** What was around it, the nearest first: when it is gone it tells that no more. */
  let around: readonly Element[] = []
  /** A place that took the focus because nothing better was there yet. */
  let stopgap: HTMLElement | undefined
  let waits = false

  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target === stopgap) return
    last = target
    around = aroundOf(target)
    stopgap = undefined
  }
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) return
    // Who presses on the empty page leaves; what goes or rests is told by then.
    setTimeout(() => {
      if (last?.isConnected === true && !last.matches(':disabled') && isNowhere(page)) last = undefined
    })
  }
  const check = () => {
    waits = false
    if (stopgap !== undefined && page.activeElement === stopgap) {
      const better = markIn(stopgap)
      if (better !== undefined) better.focus({ preventScroll: false })
      return
    }
    if (last === undefined || !isNowhere(page)) return
    if (last.isConnected) {
      if (!last.matches(':disabled') && last instanceof HTMLElement) last.focus({ preventScroll: true })
      return
    }
    land(around.find((one): one is HTMLElement => one.isConnected && one instanceof HTMLElement))
  }
  const land = (place: HTMLElement | undefined) => {
    if (place === undefined) return
    const mark = markIn(place)
    if (mark !== undefined) return mark.focus()
    stopgap = place
    if (!place.hasAttribute('tabindex')) {
      place.tabIndex = -1
      place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
    }
    place.focus({ preventScroll: true })
  }
  const soon = () => {
    if (waits) return
    waits = true
    // After all effects: a dialog that goes gives the focus back to what opened it.
    setTimeout(check)
  }
  const changes = new MutationObserver(soon)
  changes.observe(page.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled'],
  })
  page.addEventListener('focusin', onFocus)
  page.addEventListener('focusout', onBlur)
  return () => {
    changes.disconnect()
    page.removeEventListener('focusin', onFocus)
    page.removeEventListener('focusout', onBlur)
  }
}

function isNowhere(page: Document): boolean {
  const { activeElement } = page
  // In a dialog that is open nothing else can have it.
  return activeElement === null || activeElement === page.body || activeElement.tagName === 'DIALOG'
}

function markIn(place: Element): HTMLElement | undefined {
  return place.querySelector<HTMLElement>('[data-goes-on]') ?? undefined
}

function aroundOf(element: Element): Element[] {
  const around: Element[] = []
  for (let one = element.parentElement; one !== null && one.id !== 'root'; one = one.parentElement)
    around.push(one)
  return around
}
