<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="he" sourcelanguage="en">
<context>
    <name>app.afterwards</name>
    <message>
        <source>A copy of everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A correction, or a reply to what was noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An explanation of a result or of what was noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another human to look at a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To object to the use of my data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That my data is kept but not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletion at the end of the time of keeping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delayed, with a reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How your work came about was not recorded in this assessment, so there is nothing to play.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kept}. Seen by: {seen_by}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was noted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no report yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} pieces, {size}</source>
        <extracomment>For one: {n} piece, {size}</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>Code handed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} submissions</source>
        <extracomment>For one: {n} submission</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>How your code came about</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} entries</source>
        <extracomment>For one: {n} entry</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>Messages during the work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera, sound and screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person decided on {when}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.attempt</name>
    <message>
        <source>This attempt has not started yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is recorded before the notice has been acknowledged.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.background</name>
    <message>
        <source>Recrutr is closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr is still busy with what you asked before. Please wait a moment.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.capturing</name>
    <message>
        <source>by you ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.check_room</name>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please look at the red line first: starting now could cost you time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, not attached</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.checks</name>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gb:.1f} GB are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {mb} MB are free. Please free at least 200 MB before you start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the network is away for long, recording stops first; your typing never does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is slow. Everything is kept here and sent as it can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server answers in {ms} ms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's time is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's clock agrees with the server's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's clock is {minutes} min {seconds} s ahead of the server's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's clock is {minutes} min {seconds} s behind the server's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing breaks: the time left is counted by the server's clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device} works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may start without it; that it is missing is noted, nothing more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can still write and hand in; only trying it here does not work.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.docs_beside</name>
    <message>
        <source>This link leads out of the documentation; nothing is loaded from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On Debian and Ubuntu the package {package} holds it; it is found at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No documentation for {language} is installed on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.entrance</name>
    <message>
        <source>Looking for work saved on this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting your work back…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.finish_room</name>
    <message>
        <source>Nothing was handed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not take it: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} recordings could not be sent: {reasons}</source>
        <extracomment>For one: {n} recording could not be sent: {reasons}</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name>app.home</name>
    <message>
        <source>Recrutr is already running. Please look for its window, or close it first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.identity_room</name>
    <message>
        <source>The camera gives no picture just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether it is plugged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.left</name>
    <message>
        <source>Recrutr goes on sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection: Recrutr waits to go on sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything has arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is left to send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last of it is being saved on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can close this. Recrutr ends by itself in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on with other things. Recrutr ends by itself when everything has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to send: {listed}; about {about}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to send: {listed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not sent yet stays on this computer, encrypted: {listed}.
It goes out when you open Recrutr here again. Until then the people who invited you do not have it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what you handed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} recordings ({size})</source>
        <extracomment>For one: {n} recording ({size})</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} journal entries</source>
        <extracomment>For one: {n} journal entry</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>how you said it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{some}, {more}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.local_runs</name>
    <message>
        <source>Programs cannot be run here. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.notice_room</name>
    <message>
        <source>Telling the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ending this attempt…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.offline_docs</name>
    <message>
        <source>This page is not in the documentation: {wanted}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.own_replay</name>
    <message>
        <source>An edit names a document that the journal does not hold.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.practice_problem</name>
    <message>
        <source>Practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
&lt;p&gt;A garden is watered by rain alone. For each of the last &lt;em&gt;n&lt;/em&gt; days you know how many millimetres fell. A
&lt;em&gt;dry spell&lt;/em&gt; is a run of days, one after the other, on which nothing fell at all.&lt;/p&gt;
&lt;p&gt;Find the length of the longest dry spell.&lt;/p&gt;
&lt;h3&gt;Input&lt;/h3&gt;
&lt;p&gt;The first line holds &lt;em&gt;n&lt;/em&gt;, the number of days (1 to 1 000). The second line holds &lt;em&gt;n&lt;/em&gt; whole numbers from
0 to 300, one for each day, separated by single spaces.&lt;/p&gt;
&lt;h3&gt;Output&lt;/h3&gt;
&lt;p&gt;One line with the length of the longest dry spell; 0 when it rained every day.&lt;/p&gt;
&lt;h3&gt;Try this&lt;/h3&gt;
&lt;ul&gt;
&lt;li&gt;Press Ctrl+Enter to run your program on the samples.&lt;/li&gt;
&lt;li&gt;Add a case of your own beside them, and keep it.&lt;/li&gt;
&lt;li&gt;Submit, change something, and look at the list of problems.&lt;/li&gt;
&lt;li&gt;Open the settings (Ctrl+,) and make the editor yours: they stay.&lt;/li&gt;
&lt;/ul&gt;
</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry spell</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.practice_room</name>
    <message>
        <source>This is practice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing you write here is saved, sent or recorded, and nobody sees it. It is deleted when you end the practice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solve the small problem, or just look around. There is no time limit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.receipts</name>
    <message>
        <source>Submission receipt: {assessment}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Organisation: {organisation}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt: {attempt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished on this computer: {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Journal: {n} entries, ending in {head}</source>
        <extracomment>For one: Journal: {n} entry, ending in {head}</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>Handed in:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was handed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>    source SHA-256 {digest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Recording {track}: {n} parts</source>
        <extracomment>For one: Recording {track}: {n} part</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>Signed by this computer, key {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has not confirmed it yet; this receipt already proves when and what you handed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: on time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: unproven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erasure receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key was destroyed on {when}; since then no copy can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted: {records} records, {files} recording files, {links} shared links ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups are overwritten by {when}; until then they are unreadable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request {request}, attempt {attempt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by the server, key {key}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.server_runs</name>
    <message>
        <source>This server does not run programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server that would run them cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server says: {message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs cannot be run on this computer, and the server that would run them cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of your own cases is too long, or holds characters that are no text. Change or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server ended the run without a result. Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.settings</name>
    <message>
        <source>The policy file {name} cannot be read: {strerror}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link is not a Recrutr invitation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An invitation code has four groups of four letters and digits, like 7K3M-9QTX-2C4V-8HWP. Please copy it again from your invitation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's address is not a web address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's address must begin with https://.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.trying_out</name>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing could be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera, microphone or screen is open just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the lines above, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound cannot be played here; what it contains stands above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You should hear what was recorded. If not, look at the volume of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stream}: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no picture came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:.1f} s, {rate:.0f} pictures a second, {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sound came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:.1f} s, {size}, loudest {percent} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is silent: is the microphone muted?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:.1f} s are missing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.typed_input</name>
    <message>
        <source>⟨cut here: {dropped:,} bytes before this are not shown⟩
</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.words</name>
    <message>
        <source>Nothing is lost: everything is kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr tries again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was shown as saved is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make some room on the disk; Recrutr goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing, saving and handing in work as before; only trying your program here does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed or deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please tell the organisation that invited you; they can help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work is kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join again with your invitation code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please write to the person who invited you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Both are kept: what the server has, and this copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Recrutr and open it again while the network is there: it goes on from what the server has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed or deleted, and what had been sent is safe with the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Recrutr and open it again: it offers to bring that back to this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody was told anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare it with your invitation, letter by letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An attempt stays on the computer on which it began, so that its record has one author.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on there. If it no longer works, ask the person who invited you for a code to go on here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work comes first: what you type is saved as before. That the recording paused, and why, is noted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, for example by emptying the bin; recording goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the person who gave it to you for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is saved here was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the code on another computer. This one has used it up: ask for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been recorded here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Recrutr and open it again to read the notice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on. If this stays, leave Recrutr open and look after the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost, and nothing has been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it, then press “Try again”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing, saving and handing in work as before; they need neither.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Recrutr and open it again: it continues where the server is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get my work back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type your invitation code and press Continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press “{button}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You go on from what the server has; what you handed in here goes there too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This copy is put aside, not deleted, and the people who invited you can look at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that had reached the server can be brought back to this computer; you then go on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does not open is put aside, not deleted. It needs the network and takes seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has deleted this attempt, but not all of it is deleted on this computer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr tries again by itself. If this stays, make some room on the disk and leave Recrutr open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has deleted this attempt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left of it on this computer is being deleted now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can type to a running program only where programs run on this computer. Without “Type while it runs” the input on the left is run on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you run is sent there and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} runs are before yours.</source>
        <extracomment>For one: One run is before yours.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>No other run is before yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs happen on the employer's server. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server could not be reached for a while. That was not your doing, so the time is given back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your connection was interrupted. The organisation that invited you gives you the time back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person of the organisation that invited you gave you more time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person of the organisation that invited you gave you a break. Nobody expects work meanwhile, and the end of your time has moved by as much. What is recorded can be paused as ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have {amount} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock above shows the new time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This attempt continues on another computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you did here is kept. What has not been sent yet is sent now, as the record of this computer; it is not mixed into the work on the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on there. Leave Recrutr open here until it says that all has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You did not agree to the notice on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was recorded here, and your attempt stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can close Recrutr, or read the notice again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your time runs already, on the server. What you did on the other computer comes with you, as far as it had been sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may begin from {when}. Until then everything can be checked; open Recrutr again then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Recrutr. This is our fault, not yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed is kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on. If something does not react, close Recrutr and open it again: it continues where you were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five minutes are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the time is up, what stands in the editor is handed in by itself, and before it what last compiled when you pressed Run, if that is something else. The better one counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You need not hurry with the buttons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time is up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stood in the editor has been handed in for every problem you changed; where a run had compiled something else before, that as well. The better one counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing you must do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the time is up, what stands in the editor is handed in by itself, and what last compiled in a run as well; the better one counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work has been put back from the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy on this computer was older than what the server has, or gone: this happens after a restored backup or a disk error. What was here is kept aside; nothing was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look over your code, then go on. If something is missing, tell the person who invited you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your time goes on while Recrutr is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is saved; open Recrutr again to continue where you were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press close once more to close it now, or finish first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The practice is not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you wrote here goes when Recrutr is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press close once more to close it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your last changes are not saved: the disk does not take them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are only in memory. If you close Recrutr now, they are lost; what was shown as saved is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave Recrutr open, make some room on the disk or look after it, and wait for “Saved”. Press close once more to close it all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The editor and its record differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you see was handed in. The difference is our fault and has been logged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You did not agree to the notice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was recorded, and this attempt has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you want to ask something about it, write to the contact in the notice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr was closed, or stopped by itself. Your code, the place of the cursor and what Undo takes back were read again from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr was closed, or stopped by itself. Your code and the cursor's place were read again from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work is back as you left it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you say is not written down on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notice said that it may be, in the language “{language}”. No engine here speaks it; nothing is missing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app.writing</name>
    <message>
        <source>This assessment has no such problem.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last file of a problem cannot be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files of this problem are given, with their names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A project has no more than {max_files} files.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.capture</name>
    <message>
        <source>The file has reached its limit of 5 MiB; nothing was inserted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text holds half of a character (a lone surrogate) and was not inserted. Your code is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text holds an invisible NUL character, which programs cannot contain. It was not inserted; your code is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text is too large: a file may hold {limit}. It was not inserted; your code is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The editor shows text that its record does not hold.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.finding.bar</name>
    <message>
        <source>Enter goes to the next place, Shift+Enter to the previous one, Escape closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter replaces the place that was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capital and small letters count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not inside a longer word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to find is a regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.finding.finder</name>
    <message>
        <source>Not an expression: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This expression takes too long.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.finding.session</name>
    <message>
        <source>{count:,} replaced, press again for the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{here:,} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.keys.emacs</name>
    <message>
        <source>Mark set</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.keys.vim</name>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visual line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.syntax.mistakes</name>
    <message>
        <source>A name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{character}” is never closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{character}” closes nothing that is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is missing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text is never closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{shown}” was not expected here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not follow the grammar of the language.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“:” is missing at the end of this line.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>editor.widget</name>
    <message>
        <source>Press F6 to leave the code and go to the next part of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys: {mode}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>protocol.attempts</name>
    <message>
        <source>camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing but the code you hand in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How your code came about: edits, pastes, runs, and whether this window was in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How your code came about, and a still picture from the camera now and then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How your code came about, and your camera, microphone and screen while the time runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How your code came about, camera, microphone and screen, and a person who may look in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>protocol.check_words</name>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trial recording</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>protocol.fact_words</name>
    <message>
        <source>from the candidate's own editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the problem statement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the documentation inside this app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from outside this app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was in use by another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording has a gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stood still while the computer slept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording lost a piece because the computer was busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording changed its quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was not looked after for a while</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bathroom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prayer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pastes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera's view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Persons in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Displays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remote control or sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listed programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>covered or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture stands still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>several persons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sign of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>controlled from elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on another machine, with what the server held of the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine was told that the attempt continues on another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate stopped the attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work saved on the candidate's computer was damaged, older or gone; it goes on from the server's</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noticed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>erased</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>correct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time limit exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory limit exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too much output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped with an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not compile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran {problem}: {results}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submitted {problem} in {language}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} attached</source>
        <extracomment>For one: {n} attached</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{name} {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detector}: {seen}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} ({percent} % sure)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Pasted {n} characters {origin}</source>
        <extracomment>For one: Pasted {n} character {origin}</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{stream}: {event}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renamed {file} to {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brought {file} back after deleting it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned to {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate let the recording go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate paused the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate paused the recording: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} ({own_words})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The interviewer: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Announcement: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate raised a hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate lowered the hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard, roughly: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speech was not written down: the computer was busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr's window came to the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr's window was not in front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server could be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server could not be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app was started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server confirmed entries up to {seq}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The attempt became {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s were credited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no samples</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>protocol.impressions</name>
    <message>
        <source>The tasks were unclear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was too little time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The editor or running the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My computer or connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise or interruptions around me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something I need was missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>protocol.policy</name>
    <message>
        <source>Whether this app's window is in front; not what is in front instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size and origin of what you paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the camera is covered or its picture stands still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether nobody, one or several persons are in the picture; never who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether somebody speaks; not what is said or who says it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many displays are attached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether this computer is controlled or shown from elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether one of these programs runs; no other program's name leaves your device</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>protocol.verdicts</name>
    <message>
        <source>Correct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time limit exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory limit exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped with an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not compile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be judged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.camera</name>
    <message>
        <source>A picture of the camera could not be encoded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera {name} gives no picture. Close programs such as video calls, and look whether the system's privacy settings let Recrutr use the camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera {name} was not found. Plug it in, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera {name} gives no picture; another program probably uses it. Close programs such as video calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not let Recrutr use the camera {name}. Allow it in the system's privacy settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera {name} does not give a picture that can be read. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.cameras</name>
    <message>
        <source>Network camera {hostname}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A camera address must be a file, http or https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video file {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera of this computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.capture</name>
    <message>
        <source>{name} stands still; waiting for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording the {kind} failed; trying again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone gave no sound at all and was opened again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.decoder</name>
    <message>
        <source>What was recorded could not be played back on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.devices</name>
    <message>
        <source>No {kind} was found. Plug one in; recording starts by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.displays</name>
    <message>
        <source>{name} is not shared. Share it in your desktop's dialog.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen {number} ({width} x {height}, shared)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No screen was found. Plug one in; recording starts by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.encoder</name>
    <message>
        <source>The recording could not be encoded on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.gap_words</name>
    <message>
        <source>For a while no sound blocks came from the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a while no pictures came from the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on at once, with another size or rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This computer was too slow: {n} sound blocks were dropped.</source>
        <extracomment>For one: This computer was too slow: {n} sound blocks were dropped.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>This computer was too slow: {n} pictures were dropped.</source>
        <extracomment>For one: This computer was too slow: {n} pictures were dropped.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>The computer slept for {n} seconds; nothing was recorded then.</source>
        <extracomment>For one: The computer slept for {n} second; nothing was recorded then.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name>recorder.identity</name>
    <message>
        <source>the candidate went on without pictures; a person may ask</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.load.ladder</name>
    <message>
        <source>This computer is busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer records more slowly than it captures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording takes more of this computer than it should</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is room again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.media</name>
    <message>
        <source>{name} (virtual)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.microphone</name>
    <message>
        <source>The microphone {name} gives no sound any more; trying again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no loudspeakers or headphones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loudspeakers or headphones could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loudspeakers or headphones give no sound any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound system of this computer does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone {name} was not found. Plug it in, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone {name} is used by another program. Close programs such as calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not let Recrutr use the microphone. Allow it in the system's privacy settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone {name} could not be started. Choose another one, or plug it in again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.permit</name>
    <message>
        <source>Nothing is recorded before the notice has been acknowledged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notice has changed. Read it again before anything is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This attempt is {value}; nothing is recorded any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notice does not say that the {kind} is captured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording begins only when the attempt has started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.recorder</name>
    <message>
        <source>The recording is running already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device cannot be changed while it is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}: less is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for further displays failed; it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this computer copes could not be watched; it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}: {change}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {kind} did not stop in time; its last second may be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{new} pictures a second instead of {old}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{new_width} x {new_height} instead of {old_width} x {old_height}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} and {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.recording</name>
    <message>
        <source>Recording the {kind} failed; trying again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {kind} is back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.screen</name>
    <message>
        <source>No screen was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} can no longer be recorded; trying again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not attached any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No screen was found: this program runs without a display.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The display {display} does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screens of this computer could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen {number} ({output}, {width} x {height})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen {number} ({width} x {height})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.still_codec</name>
    <message>
        <source>There is no picture to keep.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.stills</name>
    <message>
        <source>The recording is running already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera stands still; waiting for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera gave something that is no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the camera hangs could not be watched; it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.track</name>
    <message>
        <source>This recording has already ended.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.trial</name>
    <message>
        <source>The trial recording has become too large; it ends here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.wayland.portal</name>
    <message>
        <source>The screen was not shared. Choose the displays in your desktop's dialog and press Share; it will be asked again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop runs on Wayland and offers no way to share the screen (no xdg-desktop-portal). Install it, or choose the &quot;Xorg&quot; (X11) session at the login screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen is not shared any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recorder.wayland.stream</name>
    <message>
        <source>Recording the screen on Wayland needs GStreamer with PipeWire. Install the packages gstreamer1.0-tools and gstreamer1.0-pipewire, or choose the &quot;Xorg&quot; (X11) session at the login screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not shared any more; asking again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runner.boxes.docker_door</name>
    <message>
        <source>Start Docker Desktop, or on Linux: sudo systemctl start docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add yourself to the group: sudo usermod -aG docker $USER, then log in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Docker (on Debian and Ubuntu: sudo apt install docker.io)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fix}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker works, but the image in which {layer} programs run is not on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker works, but the image in which these programs run is not on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build it: {command}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker refused a step: {answer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker at {address} does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is there, but you may not use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker at {address} cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not installed on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was tried at {address}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runner.checks</name>
    <message>
        <source>Every limit was tried and holds.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runner.doctor.findings</name>
    <message>
        <source>Look at the engine's own log, then try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fix}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runner.doctor.probes</name>
    <message>
        <source>A test program ran in {ms} ms.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runner.execution</name>
    <message>
        <source>The machine was too busy to run it: it stood ready but did not get the processor. This says nothing about the program. Run it again when the machine has less to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file name may not begin with @, as {name} does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machine is too busy to compile. Try again when it has less to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It used more than {limit} of processor time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It wrote a file larger than {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It wrote more than {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needed more than {limit} of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It had not ended after {time}, though it used less than {limit} of processor time: it waits for something, such as more input, or sleeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was ended by signal {number} ({meaning}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended with exit code {code} instead of 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it touched memory that is not its own, or recursed too deeply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it touched memory that is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it gave up by itself, as after a failed assertion, an exception that nobody caught, or when its own memory ran out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>impossible arithmetic, such as a division by zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was asked to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an instruction that the processor does not know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a check of its own runtime failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it wrote to where nobody reads any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it asked the system for what is not allowed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {meaning}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runner.feedback</name>
    <message>
        <source>It ran. Several answers may be right for this problem; the server decides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ran.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This problem reads no input: its tests call your code. Use Run instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runner.judging.default_validator</name>
    <message>
        <source>The output ends too early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output goes on too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The spaces or line ends differ here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first difference is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The spaces or line ends at the end differ.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.addresses</name>
    <message>
        <source>“{base_url}” is not the address of a Recrutr server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address would send everything readable for others on the way. Use its https:// form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answered does not speak Recrutr's language. Check the address; in a hotel or company network you may have to sign in with a browser first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.client</name>
    <message>
        <source>A recorded segment is no longer on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recorded segment cannot be read from the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's certificate could not be verified. Nothing was sent. Check the date of this computer; in a company network ask the IT department.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not answer in time. Recrutr tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server cannot be reached. Your work is saved on this computer; Recrutr tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection broke in the middle of an answer. Recrutr tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a browser, sign in, then Recrutr goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something between this computer and the server answered with error {status}. Recrutr tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's answer is longer than any answer may be.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.evidence</name>
    <message>
        <source>the evidence file could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to save before the attempt has started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.restoring</name>
    <message>
        <source>The server's acknowledgement is for another attempt or device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has newer work of yours than this computer holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has other work of this attempt than this computer holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's ticket is for another attempt or device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the server gave back does not end where it says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recordings could not be taken over</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.sending</name>
    <message>
        <source>The server took entries but does not confirm them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has countersigned another receipt than ours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording was damaged on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server confirms another recording than the one sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recorded segment cannot be read from the disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.attempts</name>
    <message>
        <source>This computer holds an earlier part of this attempt; it cannot also be the one that goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no saved work of this attempt on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some files of the deleted attempt are still there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder for your work could not be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the saved work could not be put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the saved work could not be set back in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring holds another key than the one the work was saved with. Nothing has been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note beside the saved work, which says where its key is, is missing or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The invitation code is missing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.database</name>
    <message>
        <source>The key of the store has a wrong size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This work was saved by a newer Recrutr. Install that version again; nothing has been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder with your saved work could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your saved work was changed or damaged. It has been left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reported an error while saving. Your work is kept in memory and tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Your work is kept in memory; free some space and it is saved by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program holds the file with your saved work. Close it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your saved work cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your saved work may not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has run out of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your saved work is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is saved work already; it is not overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The saved work does not open with the key of this computer. The file has been left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file in the place of your saved work is not one of Recrutr's, or was cut. It has been left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.folders</name>
    <message>
        <source>The disk is full: {what}. Free some space; Recrutr goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder cannot be written: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reported an error ({reason}): {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a folder for your work could not be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the lock file could not be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recrutr is already open with this work. Go to the other window, or close it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.freshness</name>
    <message>
        <source>A part of the saved work on this computer is older than the rest, or does not belong to it. It has been left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.handing_in</name>
    <message>
        <source>The source has {size} bytes; the most is {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The digest does not match the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The attempt continues on another computer: nothing more is recorded here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work is finished: nothing more is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.headers</name>
    <message>
        <source>The record of your work on this computer was changed or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.journal</name>
    <message>
        <source>The record of your work on this computer was changed or damaged. It has been left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.keys</name>
    <message>
        <source>The keyring did not let Recrutr remove its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase must have at least {least} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with the wrapped key cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with the wrapped key is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passphrase or code does not open the work saved on this computer. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with the wrapped key cannot be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of the work saved on this computer is no longer in the keyring. The saved work cannot be opened without it and has not been touched; what was already sent is safe with the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of the work saved here is in a file that only opens with your invitation code. Type the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer now uses another keyring than when the work was saved. Start Recrutr again in the session or with the keyring you used before; nothing has been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring in which Recrutr could keep its key. Type your invitation code or a passphrase; the key is then kept in a file that only opens with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring of this computer is locked. Unlock it (sign in to your desktop session) and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring of this computer does not answer. Sign in to your desktop session again, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring of this computer did not hand out the key. Try again, and allow it when you are asked.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.media</name>
    <message>
        <source>The disk is nearly full, so the {kind} is not recorded until {megabytes} MB are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a piece of the recording could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full, so recording has stopped until there is room.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.outbox</name>
    <message>
        <source>The source that was handed in could not be rebuilt from the record. Hand it in again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.reading</name>
    <message>
        <source>Part of the work that was saved on this computer is no longer there. What is left has not been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The saved work lacks a part ({name}).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.repair</name>
    <message>
        <source>Recrutr ended before the recording did; what follows until the next start is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unfinished recording could not be repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recordings' folder cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.store</name>
    <message>
        <source>The server answered for another attempt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's ticket is for another attempt or device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has changed the ticket of a started attempt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's answer lacks the work of the earlier computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's word on the time is for another attempt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk does not answer. Your work is kept in memory.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sync.store.writer</name>
    <message>
        <source>The saved work has been closed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much is waiting to be saved. Stop typing and free some space on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} changes could not be saved: the disk did not take them.</source>
        <extracomment>For one: {n} change could not be saved: the disk did not take it.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>Saving has stopped because of an error in Recrutr. Restart it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be recorded before the attempt has started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.after</name>
    <message>
        <source>A copy of everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A correction, or a reply to what was noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An explanation of a result or of what was noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another human to look at a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To object to the use of my data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That my data is kept but not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that anybody did with your attempt stands here; the organisation sees the same list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Observations, not judgements. You can reply before anything is decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletion has a button of its own on the page behind this one. A person answers each request within a month.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your &amp;work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is &amp;held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who &amp;looked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received. How it stands is shown above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your attempt at {organisation}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {how_much}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you were told, and how long it is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{when}: {who} {did_what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What else could explain it: {innocent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply to: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}: {state}. Received {received}, answer by {due}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have not asked for anything yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About “{words}”:
</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you ask for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your words (if you like)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy of everything</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.background</name>
    <message>
        <source>Show Recrutr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit before everything is sent?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.diagnostics</name>
    <message numerus="yes">
        <source>… and {n} more lines</source>
        <extracomment>For one: … and {n} more line</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n:,} more characters</source>
        <extracomment>For one: {n:,} more character</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name>ui.impression</name>
    <message>
        <source>How was it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A few questions, if you like. Your answers are no part of your evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank you for telling how it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept here and sent as soon as there is a connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How easy was it to work with Recrutr?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Very hard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Easy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Very easy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fair was it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not fair at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Very fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as you write it: leave out what tells who you are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You need not answer, and you may leave out what you like. {organisation} reads the answers of {least_together} or more candidates together, without names. They stand in no report and are no part of your evaluation. You see yours on your page, and they are deleted with your attempt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how it was…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What got in the way?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} characters too many: {most} are read at most.</source>
        <extracomment>For one: {n} character too many: {most} are read at most.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name>ui.mark</name>
    <message>
        <source>Recrutr records this screen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.project.finding</name>
    <message>
        <source>Find in all files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace in all files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places found in all files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} in {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <extracomment>For one: {n} file</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{count:,} replaced in {files}. Ctrl+Z undoes it in each file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n:,} in files that are given were left.</source>
        <extracomment>For one: {n:,} in files that are given was left.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{path}, line {line}: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first {max_listed} places are listed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.project.panel</name>
    <message>
        <source>{deleted} was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the files of this problem (Ctrl+Shift+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a file to this problem (Ctrl+Shift+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name of {path}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.project.tabs</name>
    <message>
        <source>Open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} (given, to be read)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {path} (Ctrl+F4); the file stays in the project</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.project.tree</name>
    <message>
        <source>Files of this problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return opens a file, F2 renames it, Delete deletes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}, given, to be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.screens.check</name>
    <message>
        <source>Works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works, with a limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each line should be green. An amber or red line says what is wrong and offers one fix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {state}. {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} to use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check your machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report on this computer, to read, save or send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking takes none of your time: you may close Recrutr now, and check again and start later, until {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have {time}. The time runs on the server from the moment you press Start, also while this window is closed or the connection is down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on: {time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start: {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is what your devices give</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture from the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only shown to you. Nothing is kept before the start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.screens.evidence</name>
    <message>
        <source>Writing the evidence file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint of the file (SHA-256)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save an evidence file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your evidence file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No way to the server?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save evidence file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the file. You can stop; nothing half-written stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work does not get through to the server at the moment. It is safe on this machine, and Recrutr goes on trying. If the network stays dead, you can save everything to one encrypted file and hand it over another way: on a stick, or by mail to the person who invited you. Only {organisation} can open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this file to {organisation}; they import it on the page of your attempt. Keep Recrutr and your work here all the same: what arrives by both ways counts once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} parts of recordings could not be read on this machine and are not in the file.</source>
        <extracomment>For one: {n} part of a recording could not be read on this machine and is not in the file.</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name>ui.screens.finish</name>
    <message>
        <source>Close Recrutr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save receipt…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open your page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your attempt…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work over time, what is held, who looked, and your requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for deletion…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erasure receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for deletion of this attempt?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your code, recordings and results at {organisation} will be deleted after a check whether a law obliges them to keep something. This cannot be undone, and you may drop out of the application.
You get a signed receipt. What Recrutr keeps on this machine is wiped as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for deletion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anything you want to add (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your attempt is deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This attempt continues on another computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done. Thank you, {candidate_name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receipt below proves it. It holds no personal data; keep it if you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording has stopped here, and nothing more can be written here. What this computer still holds is sent as its own record; it is not mixed into the work on the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording has stopped. {organisation} sees that you withdrew from “{assessment_title}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording has stopped. People at {organisation} read your report; no machine decides alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can close this window: Recrutr goes on sending in the background, and ends when all has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can close Recrutr. What was not taken is kept here and offered again when you open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is done. You can close Recrutr.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything else has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} journal entries</source>
        <extracomment>For one: {n} journal entry</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{size} of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{one} and {two}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection. Still to send: {listed}. It is safe on this machine and goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to send: {listed}. That takes about {about}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to send: {listed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You get your receipt on the computer on which you finish.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receipt is made as soon as everything is in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by this machine. The server adds its signature once it has received your work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received, the time is unproven.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received on time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is done by {when} at the latest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletion asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your wish has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletion is on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The organisation must keep something for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this attempt is left, here or on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can ask for deletion at any time, now or later on your page.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.screens.identity</name>
    <message>
        <source>The organisation asks to see that it is you. A person compares the two pictures by eye; no program does. They are encrypted on this computer when you start, and deleted after the decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any document with your picture. Cover what nobody needs to see, such as its number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may go on without: nothing is decided by that, but a person may ask you later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: no picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: take it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: take the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture from the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As you sit there; nothing more is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show who you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start without pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with one picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with these pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only shown to you. What you take stays in memory until you start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.screens.join</name>
    <message>
        <source>Join your assessment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the code from your invitation, or paste its link. A code to continue an attempt on this machine goes here too. Nothing is recorded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invitation code or link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invitation code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only change this when your invitation says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.screens.notice</name>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On which basis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recorded, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have &amp;read this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I do not agree…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agree and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please read to the end, or tick that you have read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave without agreeing?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{organisation} may offer you another way: {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been recorded on this machine, and nothing will be. Your attempt stays as it is, and its time goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been recorded, and nothing will be. Your attempt does not begin.
Your invitation stays open, so you can come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been recorded, and nothing will be. Your attempt does not begin.
Your invitation stays open until {when}, so you can come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hello {candidate_name}. Your attempt at “{assessment_title}” continues on this machine. Please read this here as well: nothing is recorded on this machine before you agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} problems</source>
        <extracomment>For one: {n} problem</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{what}, in {languages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hello {name}. {organisation} invites you to “{title}”: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please read this first. Nothing is recorded before you agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{organisation} gives this reason: {level_reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Responsible: {organisation}, {controller_contact}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.statement</name>
    <message>
        <source>Problem statement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:g} seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} per test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mib} MiB of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>up to {n} points</source>
        <extracomment>For one: up to {n} point</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name>ui.widgets.check_report</name>
    <message>
        <source>This is all of it: what was found on this computer, without your name, your code or anything you wrote. Names of devices stand in it as they stand on the page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent to {organisation}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {saved_as}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to {organisation}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.dialogs</name>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.mistakes</name>
    <message>
        <source>No mistakes found. Only a run or the server can tell whether a program works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mistakes in the syntax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to line {line} (F2: next mistake)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.own_replay</name>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your text at this moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {step} of {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {step} of {steps}, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.page</name>
    <message>
        <source>Join</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of {steps}: {title}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.practice</name>
    <message>
        <source>Try the editor with a small problem first. It works offline, and nothing is saved, sent or recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.preferences</name>
    <message>
        <source>As the system has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} pixels</source>
        <extracomment>For one: {n} pixel</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>As is usual in the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+F finds, Ctrl+H replaces, Ctrl+D selects the next place of the same word as well, Ctrl+Space offers words, F2 goes to the next mistake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal, insert, visual and visual-line mode with counts, motions, operators, text objects and one register. There are no : commands, macros, marks or repeating by a dot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving, the mark, killing and yanking, undo and search by Ctrl and Alt; Ctrl+X u, h and Ctrl+X. There are no registers, macros or M-x.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The colours are set by your organisation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the code's letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of an indent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indent with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer words while typing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes when Recrutr is opened the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.preview</name>
    <message>
        <source>Microphone level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} percent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.widgets.trial</name>
    <message>
        <source>Ten seconds, as the real recording makes them, played back to you. Nothing of it is written to the disk or sent; it is gone when you delete it or go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trial recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record ten seconds again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the camera recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture was recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was recorded of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the trial recording again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the trial recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording for you alone: {seconds} s left. Say a few words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening what was recorded…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was recorded: {at_s:.0f} of {length_s:.0f} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.words</name>
    <message numerus="yes">
        <source>{n} seconds</source>
        <extracomment>For one: {n} second</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} hours</source>
        <extracomment>For one: {n} hour</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} minutes</source>
        <extracomment>For one: {n} minute</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{hours} {minutes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time is up</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <extracomment>For one: {n} byte</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{amount} kB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM yyyy, HH:mm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.conversation</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages with the interviewer (F7)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages with the interviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you wrote waits for the network and is sent by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written yet. Ask when something is unclear; a person answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} new</source>
        <extracomment>For one: {n} new</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>Lower hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower your hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise your hand: the interviewer sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviewer ({new})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {new}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message to the interviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to the interviewer; Return sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The interviewer writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who}: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} ({count} new): {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F7 opens the messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({role}), since {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at small live pictures of your camera and screen now: {who}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.docs</name>
    <message>
        <source>Documentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a page by a part of its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a page, such as itertools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documentation: {language}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for it…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.messages</name>
    <message>
        <source>Messages of compiler and interpreter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that the compiler said:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to line {line} (F8: next message)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} in line {line}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} in {file} in line {line}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.navigator</name>
    <message>
        <source>Not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the statement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem {label}: {title}, {standing}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is being recorded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.own_cases</name>
    <message>
        <source>There is room for {most} cases of your own. Remove one to add another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A case holds up to {most:,} characters; this input has more and is not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A case holds up to {most:,} characters. This one is kept as it was before.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.own_input</name>
    <message>
        <source>Your program's output appears here. There is no expected answer to compare it with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output for your own input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the input for your program here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type while it runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input stays open after the text on the left; type line by line, as in a terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on this input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep as case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type to the running program; Enter sends the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type to the program; Enter sends the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End of input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more input comes (Ctrl+D)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.own_notes</name>
    <message>
        <source>For you alone: it stays on this computer and goes with the attempt. The organisation does not get it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your screen is recorded: what stands on it can be seen there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your notes on this problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ideas, what is left to do…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark this problem for yourself, to come back to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documentation that is installed on this computer (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documentation beside the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag this problem for yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your notes, written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your notes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.pausing</name>
    <message>
        <source>The time goes on, and what you type is still kept as your work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bathroom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prayer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause what is recorded?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All streams and everything that is watched for stop at once, until you press “Go on recording”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report shows the pause as a gap, with your reason. It is nothing against you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your own words, if you like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a reason first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.questions</name>
    <message>
        <source>This is practice: nothing is sent. In an assessment it is like this:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the practice?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you wrote here is deleted. Your settings stay as you chose them. You can practise again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep practising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw from this assessment?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The attempt ends now and cannot be taken up again. Recording stops at once. The organisation sees that you withdrew, and what was sent until now.
You can ask for deletion on the next screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason (optional, the organisation sees it)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit {label} {title}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your {language} program is handed in as it is now and judged by the server. You can go on and submit again; every submission is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish the attempt?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After finishing you cannot change anything, and recording stops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem}: not begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem}: not submitted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem}: changed since the last submission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All problems are submitted as they stand.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.recorded</name>
    <message>
        <source>What is recorded now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close what is recorded now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stream is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: {reason} ({words}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recorded now, in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is watched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last events, in the report's words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who sees it, and for how long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stream}, {state}: {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stream}, {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number {seq} of your record</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.results</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Samples and cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Own input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ubmissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;yntax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;yntax ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your program ran on your own input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {all} correct.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Messages ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ubmissions ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice: not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In an assessment the server judges it, and the result stands here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept here, sent when online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received, waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{score} of {n} points</source>
        <extracomment>For one: {score} of {n} point</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>Judged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.run_words</name>
    <message>
        <source>Press Run to try your program on the samples. The result is feedback and not a score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {line:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran to its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an input. With an expected output the two are compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Run to try your program on the samples and your cases.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor time {used} of {most} · memory {memory} of {most_memory:g} MiB · clock time {wall}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to {cpu_percent} % of {time} and {memory_percent} % of {memory_limit_bytes:g} MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count_ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count_ms:.3g} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.samples</name>
    <message>
        <source>A conversation: lines with &lt; come from the judge, lines with &gt; from your program. It cannot be run on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compiling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples and your own cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep an input of your own; Run runs it together with the samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of your case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show spaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where an output differs, mark spaces with · and tabs with →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep an input of your own; Run runs it with the samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected (may stay empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This problem has no samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its input and expected output are deleted from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.screen</name>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compiling…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recorded is paused ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on the samples and your own cases, for feedback (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand in this program; the server judges it (Ctrl+Shift+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs cannot run on this machine right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was not inserted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.statement_language</name>
    <message>
        <source>Language of the statement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the statement in another language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui.work.text_views</name>
    <message>
        <source>[errors]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⟨cut here: {shown:,} of {all:,} characters are shown⟩</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>⟨{n:,} more characters of this line cut here⟩</source>
        <extracomment>For one: ⟨{n:,} more character of this line cut here⟩</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name>ui.work.topbar</name>
    <message>
        <source>recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recorded now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recorded now, and a pause (F9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings: colours, letters, indent, keys (Ctrl+,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End practice…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: nothing is kept or sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: everything you typed is on this machine's disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving: your last keystrokes are being written to disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: the disk did not take your last keystrokes. They are kept in memory and tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} changes</source>
        <extracomment>For one: {n} change</extracomment>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
    <message>
        <source>{size} of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent: the server has everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending to the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline: keep working, everything is kept here and sent later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent: the server refuses. Keep working; everything is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{one} and {two}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting: {listed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stream} {state}: {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stream} {state}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
