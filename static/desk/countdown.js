/* Ticks what the server wrote once: the time in each zone, and how long until an opening of the next two days. */
{
  const DAY_S = 86_400;
  const pad = (number) => String(number).padStart(2, "0");

  const clock = (element) => {
    const form = new Intl.DateTimeFormat("en-GB", {
      timeZone: element.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
    return (now) => {
      const day = element.textContent.length > 5 ? element.textContent.slice(0, -5) : "";
      const words = form.format(now);
      if (!element.textContent.endsWith(words)) {
        element.firstElementChild.textContent = day + words;
        element.dateTime = now.toISOString();
      }
    };
  };

  const countdown = (element) => {
    const opens = new Date(element.dataset.countdown).getTime();
    return (now) => {
      const left = Math.ceil((opens - now.getTime()) / 1000);
      if (left <= 0) {
        element.textContent = "00:00:00";
        element.classList.add("is-due");
      } else if (left < 2 * DAY_S) {
        const hours = Math.floor(left / 3600);
        element.textContent = `${pad(hours)}:${pad(Math.floor(left / 60) % 60)}:${pad(left % 60)}`;
      }
    };
  };

  const ticking = [
    ...[...document.querySelectorAll("time[data-zone]")].map(clock),
    ...[...document.querySelectorAll("[data-countdown]")].map(countdown),
  ];
  const tick = () => {
    const now = new Date();
    for (const one of ticking) {
      one(now);
    }
  };
  if (ticking.length > 0) {
    tick();
    setInterval(tick, 1000);
  }
}
