/** One clock for all countdowns and "3 min ago"; `minute` moves only when the window is chosen anew or asked to. */
class Clock {
  now = $state.raw(new Date());
  minute = $state.raw(floor(new Date()));

  constructor() {
    setInterval(() => { if (!document.hidden) this.now = new Date(); }, 10_000);
  }

  refresh(): void {
    this.now = new Date();
    this.minute = floor(this.now);
  }
}

function floor(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 60000) * 60000);
}

export const clock = new Clock();
