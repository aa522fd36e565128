// The company's time zone, in which everybody reads and enters instants, wherever their device is.
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

let zone: string | undefined;

/** Sets the zone, an IANA name, once it is known who is signed in; nothing for the device's own. */
export function setZone(name: string | undefined): void {
  zone = name;
}

/** An instant as the company's clocks show it. */
export function inZone(instant: string): dayjs.Dayjs {
  return zone === undefined ? dayjs(instant) : dayjs.tz(dayjs(instant), zone);
}

/** The present as the company's clocks show it. */
export function nowInZone(): dayjs.Dayjs {
  return zone === undefined ? dayjs() : dayjs().tz(zone);
}

const WALL = "YYYY-MM-DDTHH:mm:ss";

/** An instant as a date picker takes it: the company's wall clock on the device's calendar. */
export function wallClock(instant: string): dayjs.Dayjs {
  return dayjs(inZone(instant).format(WALL));
}

/** The instant that a date picker's wall clock means in the company's zone, RFC 3339 in UTC. */
export function fromWallClock(wall: dayjs.Dayjs): string {
  return zone === undefined ? wall.toISOString() : dayjs.tz(wall.format(WALL), zone).toISOString();
}
