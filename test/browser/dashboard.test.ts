// One file, so that pages are looked at before stories change what they show: both see the same demo.
import './pages.ts'
import './stories.ts'
