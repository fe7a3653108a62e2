"""What the server tells of a submission that its judge could not judge; of others the judge's own words are told."""

from __future__ import annotations

from protocol.saying import to_say

WAITING_WORDS = to_say("The judge cannot work at the moment. Your submission is safe and will be judged by itself.")
GIVEN_UP_WORDS = to_say("This could not be judged automatically. A person of the employer will look at it.")
