<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>app.afterwards</name>
    <message>
        <source>A copy of everything</source>
        <translation>Eine Kopie von allem</translation>
    </message>
    <message>
        <source>A correction, or a reply to what was noted</source>
        <translation>Eine Berichtigung oder eine Antwort auf das, was vermerkt wurde</translation>
    </message>
    <message>
        <source>An explanation of a result or of what was noted</source>
        <translation>Eine Erklärung eines Ergebnisses oder eines Vermerks</translation>
    </message>
    <message>
        <source>Another human to look at a result</source>
        <translation>Dass ein anderer Mensch ein Ergebnis prüft</translation>
    </message>
    <message>
        <source>To object to the use of my data</source>
        <translation>Der Nutzung meiner Daten widersprechen</translation>
    </message>
    <message>
        <source>That my data is kept but not used</source>
        <translation>Dass meine Daten aufbewahrt, aber nicht genutzt werden</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>Löschung</translation>
    </message>
    <message>
        <source>Deletion at the end of the time of keeping</source>
        <translation>Löschung am Ende der Aufbewahrungszeit</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Eingegangen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Delayed, with a reason</source>
        <translation>Verzögert, mit Begründung</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>How your work came about was not recorded in this assessment, so there is nothing to play.</source>
        <translation>Wie Ihre Arbeit entstand, wurde in diesem Assessment nicht aufgezeichnet; es gibt also nichts abzuspielen.</translation>
    </message>
    <message>
        <source>Nothing was written on this computer.</source>
        <translation>Auf diesem Computer wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{kept}. Seen by: {seen_by}.</source>
        <translation>{kept}. Einsicht: {seen_by}.</translation>
    </message>
    <message>
        <source>Nothing was noted.</source>
        <translation>Es wurde nichts vermerkt.</translation>
    </message>
    <message>
        <source>There is no report yet.</source>
        <translation>Es gibt noch keinen Bericht.</translation>
    </message>
    <message numerus="yes">
        <source>{n} pieces, {size}</source>
        <extracomment>For one: {n} piece, {size}</extracomment>
        <translation><numerusform>{n} Stück, {size}</numerusform><numerusform>{n} Stücke, {size}</numerusform></translation>
    </message>
    <message>
        <source>Code handed in</source>
        <translation>Abgegebener Code</translation>
    </message>
    <message numerus="yes">
        <source>{n} submissions</source>
        <extracomment>For one: {n} submission</extracomment>
        <translation><numerusform>{n} Abgabe</numerusform><numerusform>{n} Abgaben</numerusform></translation>
    </message>
    <message>
        <source>How your code came about</source>
        <translation>Wie Ihr Code entstand</translation>
    </message>
    <message numerus="yes">
        <source>{n} entries</source>
        <extracomment>For one: {n} entry</extracomment>
        <translation><numerusform>{n} Eintrag</numerusform><numerusform>{n} Einträge</numerusform></translation>
    </message>
    <message>
        <source>Messages during the work</source>
        <translation>Nachrichten während der Arbeit</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Camera, sound and screen</source>
        <translation>Kamera, Ton und Bildschirm</translation>
    </message>
    <message>
        <source>nothing recorded</source>
        <translation>nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>A person decided on {when}.</source>
        <translation>Ein Mensch hat am {when} entschieden.</translation>
    </message>
</context>
<context>
    <name>app.attempt</name>
    <message>
        <source>This attempt has not started yet.</source>
        <translation>Diese Bearbeitung hat noch nicht begonnen.</translation>
    </message>
    <message>
        <source>Nothing is recorded before the notice has been acknowledged.</source>
        <translation>Nichts wird aufgezeichnet, bevor der Hinweis bestätigt ist.</translation>
    </message>
</context>
<context>
    <name>app.background</name>
    <message>
        <source>Recrutr is closing.</source>
        <translation>Recrutr wird geschlossen.</translation>
    </message>
    <message>
        <source>Recrutr is still busy with what you asked before. Please wait a moment.</source>
        <translation>Recrutr ist noch mit dem beschäftigt, worum Sie vorhin gebeten haben. Bitte warten Sie einen Augenblick.</translation>
    </message>
</context>
<context>
    <name>app.capturing</name>
    <message>
        <source>by you ({reason})</source>
        <translation>von Ihnen ({reason})</translation>
    </message>
</context>
<context>
    <name>app.check_room</name>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>Please look at the red line first: starting now could cost you time.</source>
        <translation>Bitte sehen Sie sich zuerst die rote Zeile an: Ein Start jetzt könnte Sie Zeit kosten.</translation>
    </message>
    <message>
        <source>{title}, not attached</source>
        <translation>{title}, nicht angeschlossen</translation>
    </message>
</context>
<context>
    <name>app.checks</name>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>The camera is off.</source>
        <translation>Die Kamera ist aus.</translation>
    </message>
    <message>
        <source>The microphone is off.</source>
        <translation>Das Mikrofon ist aus.</translation>
    </message>
    <message>
        <source>The screen is off.</source>
        <translation>Der Bildschirm ist aus.</translation>
    </message>
    <message>
        <source>{gb:.1f} GB are free.</source>
        <translation>{gb:.1f} GB sind frei.</translation>
    </message>
    <message>
        <source>Only {mb} MB are free. Please free at least 200 MB before you start.</source>
        <translation>Nur {mb} MB sind frei. Bitte schaffen Sie vor dem Start mindestens 200 MB Platz.</translation>
    </message>
    <message>
        <source>If the network is away for long, recording stops first; your typing never does.</source>
        <translation>Ist das Netz lange weg, endet zuerst die Aufzeichnung; was Sie tippen, nie.</translation>
    </message>
    <message>
        <source>The connection is slow. Everything is kept here and sent as it can be.</source>
        <translation>Die Verbindung ist langsam. Alles wird hier behalten und gesendet, sobald es geht.</translation>
    </message>
    <message>
        <source>The server answers in {ms} ms.</source>
        <translation>Der Server antwortet in {ms} ms.</translation>
    </message>
    <message>
        <source>The server's time is not known yet.</source>
        <translation>Die Zeit des Servers ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>This computer's clock agrees with the server's.</source>
        <translation>Die Uhr dieses Computers stimmt mit der des Servers überein.</translation>
    </message>
    <message>
        <source>This computer's clock is {minutes} min {seconds} s ahead of the server's.</source>
        <translation>Die Uhr dieses Computers geht der des Servers {minutes} min {seconds} s vor.</translation>
    </message>
    <message>
        <source>This computer's clock is {minutes} min {seconds} s behind the server's.</source>
        <translation>Die Uhr dieses Computers geht der des Servers {minutes} min {seconds} s nach.</translation>
    </message>
    <message>
        <source>Nothing breaks: the time left is counted by the server's clock.</source>
        <translation>Das macht nichts: Die verbleibende Zeit zählt die Uhr des Servers.</translation>
    </message>
    <message>
        <source>{device} works.</source>
        <translation>{device} funktioniert.</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Es funktioniert.</translation>
    </message>
    <message>
        <source>You may start without it; that it is missing is noted, nothing more.</source>
        <translation>Sie dürfen ohne starten; vermerkt wird, dass es fehlt, sonst nichts.</translation>
    </message>
    <message>
        <source>You can still write and hand in; only trying it here does not work.</source>
        <translation>Sie können trotzdem schreiben und abgeben; nur ausprobieren lässt es sich hier nicht.</translation>
    </message>
</context>
<context>
    <name>app.docs_beside</name>
    <message>
        <source>This link leads out of the documentation; nothing is loaded from there.</source>
        <translation>Dieser Link führt aus der Dokumentation hinaus; von dort wird nichts geladen.</translation>
    </message>
    <message>
        <source>On Debian and Ubuntu the package {package} holds it; it is found at the next start.</source>
        <translation>Unter Debian und Ubuntu enthält sie das Paket {package}; beim nächsten Start wird sie gefunden.</translation>
    </message>
    <message>
        <source>No documentation for {language} is installed on this computer.</source>
        <translation>Für {language} ist auf diesem Computer keine Dokumentation installiert.</translation>
    </message>
</context>
<context>
    <name>app.earlier</name>
    <message>
        <source>Work that does not open</source>
        <translation>Arbeit, die sich nicht öffnen lässt</translation>
    </message>
    <message>
        <source>{organisation}: {state}</source>
        <translation>{organisation}: {state}</translation>
    </message>
</context>
<context>
    <name>app.entrance</name>
    <message>
        <source>Looking for work saved on this computer…</source>
        <translation>Suche nach Arbeit, die auf diesem Computer gespeichert ist …</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>Anmeldung …</translation>
    </message>
    <message>
        <source>Getting your work back…</source>
        <translation>Ihre Arbeit wird zurückgeholt …</translation>
    </message>
</context>
<context>
    <name>app.finish_room</name>
    <message>
        <source>Nothing was handed in.</source>
        <translation>Es wurde nichts abgegeben.</translation>
    </message>
    <message>
        <source>The server did not take it: {reason}</source>
        <translation>Der Server hat es nicht angenommen: {reason}</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message numerus="yes">
        <source>{n} recordings could not be sent: {reasons}</source>
        <extracomment>For one: {n} recording could not be sent: {reasons}</extracomment>
        <translation><numerusform>{n} Aufzeichnung konnte nicht gesendet werden: {reasons}</numerusform><numerusform>{n} Aufzeichnungen konnten nicht gesendet werden: {reasons}</numerusform></translation>
    </message>
</context>
<context>
    <name>app.home</name>
    <message>
        <source>Recrutr is already running. Please look for its window, or close it first.</source>
        <translation>Recrutr läuft bereits. Bitte suchen Sie das Fenster oder schließen Sie es zuerst.</translation>
    </message>
    <message>
        <source>Recrutr may not write to its folder {folder}. Perhaps it belongs to another account of this computer.</source>
        <translation>Recrutr darf nicht in seinen Ordner {folder} schreiben. Vielleicht gehört er einem anderen Konto dieses Computers.</translation>
    </message>
</context>
<context>
    <name>app.identity_room</name>
    <message>
        <source>The camera gives no picture just now.</source>
        <translation>Die Kamera liefert gerade kein Bild.</translation>
    </message>
    <message>
        <source>Nothing was taken.</source>
        <translation>Es wurde nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Look whether it is plugged in.</source>
        <translation>Sehen Sie nach, ob sie eingesteckt ist.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
</context>
<context>
    <name>app.left</name>
    <message>
        <source>Recrutr goes on sending</source>
        <translation>Recrutr sendet weiter</translation>
    </message>
    <message>
        <source>No connection: Recrutr waits to go on sending</source>
        <translation>Keine Verbindung: Recrutr wartet darauf, weiterzusenden</translation>
    </message>
    <message>
        <source>Everything has arrived</source>
        <translation>Alles ist angekommen</translation>
    </message>
    <message>
        <source>Nothing is left to send.</source>
        <translation>Es ist nichts mehr zu senden.</translation>
    </message>
    <message>
        <source>The last of it is being saved on this computer.</source>
        <translation>Das Letzte davon wird auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>You can close this. Recrutr ends by itself in a moment.</source>
        <translation>Sie können dies schließen. Recrutr beendet sich gleich von selbst.</translation>
    </message>
    <message>
        <source>You can go on with other things. Recrutr ends by itself when everything has arrived.</source>
        <translation>Sie können sich anderem zuwenden. Recrutr beendet sich von selbst, wenn alles angekommen ist.</translation>
    </message>
    <message>
        <source>Still to send: {listed}; about {about}.</source>
        <translation>Noch zu senden: {listed}; etwa {about}.</translation>
    </message>
    <message>
        <source>Still to send: {listed}.</source>
        <translation>Noch zu senden: {listed}.</translation>
    </message>
    <message>
        <source>What is not sent yet stays on this computer, encrypted: {listed}.
It goes out when you open Recrutr here again. Until then the people who invited you do not have it.</source>
        <translation>Was noch nicht gesendet ist, bleibt verschlüsselt auf diesem Computer: {listed}.
Es geht hinaus, wenn Sie Recrutr hier wieder öffnen. Bis dahin haben es die Menschen nicht, die Sie eingeladen haben.</translation>
    </message>
    <message>
        <source>what you handed in</source>
        <translation>was Sie abgegeben haben</translation>
    </message>
    <message numerus="yes">
        <source>{n} recordings ({size})</source>
        <extracomment>For one: {n} recording ({size})</extracomment>
        <translation><numerusform>{n} Aufzeichnung ({size})</numerusform><numerusform>{n} Aufzeichnungen ({size})</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} journal entries</source>
        <extracomment>For one: {n} journal entry</extracomment>
        <translation><numerusform>{n} Eintrag des Protokolls</numerusform><numerusform>{n} Einträge des Protokolls</numerusform></translation>
    </message>
    <message>
        <source>how you said it was</source>
        <translation>was Sie über den Ablauf gesagt haben</translation>
    </message>
    <message>
        <source>{some}, {more}</source>
        <translation>{some}, {more}</translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation>{some} und {last}</translation>
    </message>
</context>
<context>
    <name>app.local_runs</name>
    <message>
        <source>Programs cannot be run here. {reason}</source>
        <translation>Programme lassen sich hier nicht ausführen. {reason}</translation>
    </message>
</context>
<context>
    <name>app.notice_room</name>
    <message>
        <source>Telling the server…</source>
        <translation>Der Server wird benachrichtigt …</translation>
    </message>
    <message>
        <source>Ending this attempt…</source>
        <translation>Diese Bearbeitung wird beendet …</translation>
    </message>
</context>
<context>
    <name>app.offline_docs</name>
    <message>
        <source>This page is not in the documentation: {wanted}</source>
        <translation>Diese Seite steht nicht in der Dokumentation: {wanted}</translation>
    </message>
</context>
<context>
    <name>app.own_replay</name>
    <message>
        <source>An edit names a document that the journal does not hold.</source>
        <translation>Eine Änderung nennt ein Dokument, das im Protokoll nicht vorkommt.</translation>
    </message>
</context>
<context>
    <name>app.practice_problem</name>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
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
        <translation>
&lt;p&gt;Ein Garten wird nur vom Regen bewässert. Für jeden der letzten &lt;em&gt;n&lt;/em&gt; Tage wissen Sie, wie viele Millimeter fielen. Eine
&lt;em&gt;Trockenzeit&lt;/em&gt; ist eine Folge von aufeinanderfolgenden Tagen, an denen gar nichts fiel.&lt;/p&gt;
&lt;p&gt;Finden Sie die Länge der längsten Trockenzeit.&lt;/p&gt;
&lt;h3&gt;Eingabe&lt;/h3&gt;
&lt;p&gt;Die erste Zeile enthält &lt;em&gt;n&lt;/em&gt;, die Zahl der Tage (1 bis 1 000). Die zweite Zeile enthält &lt;em&gt;n&lt;/em&gt; ganze Zahlen von
0 bis 300, eine für jeden Tag, durch einzelne Leerzeichen getrennt.&lt;/p&gt;
&lt;h3&gt;Ausgabe&lt;/h3&gt;
&lt;p&gt;Eine Zeile mit der Länge der längsten Trockenzeit; 0, wenn es jeden Tag regnete.&lt;/p&gt;
&lt;h3&gt;Probieren Sie&lt;/h3&gt;
&lt;ul&gt;
&lt;li&gt;Drücken Sie Strg+Eingabe, um Ihr Programm mit den Beispielen auszuführen.&lt;/li&gt;
&lt;li&gt;Fügen Sie daneben einen eigenen Fall hinzu und behalten Sie ihn.&lt;/li&gt;
&lt;li&gt;Geben Sie ab, ändern Sie etwas und sehen Sie sich die Liste der Aufgaben an.&lt;/li&gt;
&lt;li&gt;Öffnen Sie die Einstellungen (Strg+,) und richten Sie den Editor ein: Das bleibt so.&lt;/li&gt;
&lt;/ul&gt;
</translation>
    </message>
    <message>
        <source>Dry spell</source>
        <translation>Trockenzeit</translation>
    </message>
</context>
<context>
    <name>app.practice_room</name>
    <message>
        <source>This is practice.</source>
        <translation>Dies ist eine Übung.</translation>
    </message>
    <message>
        <source>Nothing you write here is saved, sent or recorded, and nobody sees it. It is deleted when you end the practice.</source>
        <translation>Nichts, was Sie hier schreiben, wird gespeichert, gesendet oder aufgezeichnet, und niemand sieht es. Es wird gelöscht, wenn Sie die Übung beenden.</translation>
    </message>
    <message>
        <source>Solve the small problem, or just look around. There is no time limit.</source>
        <translation>Lösen Sie die kleine Aufgabe oder sehen Sie sich nur um. Es gibt keine Zeitgrenze.</translation>
    </message>
</context>
<context>
    <name>app.receipts</name>
    <message>
        <source>Submission receipt: {assessment}</source>
        <translation>Abgabequittung: {assessment}</translation>
    </message>
    <message>
        <source>Organisation: {organisation}</source>
        <translation>Organisation: {organisation}</translation>
    </message>
    <message>
        <source>Attempt: {attempt}</source>
        <translation>Bearbeitung: {attempt}</translation>
    </message>
    <message>
        <source>Finished on this computer: {when}</source>
        <translation>Auf diesem Computer beendet: {when}</translation>
    </message>
    <message numerus="yes">
        <source>Journal: {n} entries, ending in {head}</source>
        <extracomment>For one: Journal: {n} entry, ending in {head}</extracomment>
        <translation><numerusform>Protokoll: {n} Eintrag, endet mit {head}</numerusform><numerusform>Protokoll: {n} Einträge, endet mit {head}</numerusform></translation>
    </message>
    <message>
        <source>Handed in:</source>
        <translation>Abgegeben:</translation>
    </message>
    <message>
        <source>Nothing was handed in.</source>
        <translation>Es wurde nichts abgegeben.</translation>
    </message>
    <message>
        <source>    source SHA-256 {digest}</source>
        <translation>    Quelltext SHA-256 {digest}</translation>
    </message>
    <message numerus="yes">
        <source>Recording {track}: {n} parts</source>
        <extracomment>For one: Recording {track}: {n} part</extracomment>
        <translation><numerusform>Aufzeichnung {track}: {n} Teil</numerusform><numerusform>Aufzeichnung {track}: {n} Teile</numerusform></translation>
    </message>
    <message>
        <source>Signed by this computer, key {key}</source>
        <translation>Von diesem Computer signiert, Schlüssel {key}</translation>
    </message>
    <message>
        <source>The server has not confirmed it yet; this receipt already proves when and what you handed in.</source>
        <translation>Der Server hat sie noch nicht bestätigt; diese Quittung beweist schon jetzt, wann Sie was abgegeben haben.</translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: on time</source>
        <translation>Vom Server bestätigt am {when}: rechtzeitig</translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: late</source>
        <translation>Vom Server bestätigt am {when}: verspätet</translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: unproven</source>
        <translation>Vom Server bestätigt am {when}: nicht belegt</translation>
    </message>
    <message>
        <source>Erasure receipt</source>
        <translation>Löschquittung</translation>
    </message>
    <message>
        <source>Your key was destroyed on {when}; since then no copy can be read.</source>
        <translation>Ihr Schlüssel wurde am {when} vernichtet; seitdem ist keine Kopie mehr lesbar.</translation>
    </message>
    <message>
        <source>Deleted: {records} records, {files} recording files, {links} shared links ended.</source>
        <translation>Gelöscht: {records} Datensätze, {files} Aufzeichnungsdateien; {links} geteilte Links beendet.</translation>
    </message>
    <message>
        <source>Kept:</source>
        <translation>Aufbewahrt:</translation>
    </message>
    <message>
        <source>Nothing is kept.</source>
        <translation>Nichts wird aufbewahrt.</translation>
    </message>
    <message>
        <source>Backups are overwritten by {when}; until then they are unreadable.</source>
        <translation>Sicherungskopien werden bis {when} überschrieben; bis dahin sind sie unlesbar.</translation>
    </message>
    <message>
        <source>Request {request}, attempt {attempt}</source>
        <translation>Anfrage {request}, Bearbeitung {attempt}</translation>
    </message>
    <message>
        <source>Signed by the server, key {key}</source>
        <translation>Vom Server signiert, Schlüssel {key}</translation>
    </message>
</context>
<context>
    <name>app.sending</name>
    <message>
        <source>The server that answers does not know this attempt. It may be another one than yours.</source>
        <translation>Der Server, der antwortet, kennt diese Bearbeitung nicht. Vielleicht ist es ein anderer als Ihrer.</translation>
    </message>
</context>
<context>
    <name>app.server_runs</name>
    <message>
        <source>This server does not run programs.</source>
        <translation>Dieser Server führt keine Programme aus.</translation>
    </message>
    <message>
        <source>The server that would run them cannot be reached.</source>
        <translation>Der Server, der sie ausführen würde, ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Programs cannot be run on this computer, and the server that would run them cannot be reached.</source>
        <translation>Auf diesem Computer lassen sich keine Programme ausführen, und der Server, der es täte, ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>One of your own cases is too long, or holds characters that are no text. Change or remove it.</source>
        <translation>Einer Ihrer eigenen Fälle ist zu lang oder enthält Zeichen, die kein Text sind. Ändern oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>The server ended the run without a result. Please try again.</source>
        <translation>Der Server hat die Ausführung ohne Ergebnis beendet. Bitte versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>app.settings</name>
    <message>
        <source>The policy file {name} cannot be read: {strerror}.</source>
        <translation>Die Richtliniendatei {name} kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>This link is not a Recrutr invitation.</source>
        <translation>Dieser Link ist keine Recrutr-Einladung.</translation>
    </message>
    <message>
        <source>An invitation code has four groups of four letters and digits, like 7K3M-9QTX-2C4V-8HWP. Please copy it again from your invitation.</source>
        <translation>Ein Einladungscode hat vier Gruppen aus vier Buchstaben und Ziffern, wie 7K3M-9QTX-2C4V-8HWP. Bitte kopieren Sie ihn noch einmal aus Ihrer Einladung.</translation>
    </message>
    <message>
        <source>The server's address is not a web address.</source>
        <translation>Die Adresse des Servers ist keine Webadresse.</translation>
    </message>
    <message>
        <source>The server's address must begin with https://.</source>
        <translation>Die Adresse des Servers muss mit https:// beginnen.</translation>
    </message>
</context>
<context>
    <name>app.trying_out</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Nothing could be recorded.</source>
        <translation>Es ließ sich nichts aufzeichnen.</translation>
    </message>
    <message>
        <source>No camera, microphone or screen is open just now.</source>
        <translation>Gerade ist weder Kamera noch Mikrofon noch Bildschirm geöffnet.</translation>
    </message>
    <message>
        <source>Look at the lines above, then try again.</source>
        <translation>Sehen Sie sich die Zeilen oben an und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The sound cannot be played here; what it contains stands above.</source>
        <translation>Der Ton lässt sich hier nicht abspielen; was er enthält, steht oben.</translation>
    </message>
    <message>
        <source>You should hear what was recorded. If not, look at the volume of this computer.</source>
        <translation>Sie sollten hören, was aufgezeichnet wurde. Wenn nicht, prüfen Sie die Lautstärke dieses Computers.</translation>
    </message>
    <message>
        <source>{stream}: {words}</source>
        <translation>{stream}: {words}</translation>
    </message>
    <message>
        <source>no picture came.</source>
        <translation>es kam kein Bild.</translation>
    </message>
    <message>
        <source>{seconds:.1f} s, {rate:.0f} pictures a second, {size}.</source>
        <translation>{seconds:.1f} s, {rate:.0f} Bilder pro Sekunde, {size}.</translation>
    </message>
    <message>
        <source>no sound came.</source>
        <translation>es kam kein Ton.</translation>
    </message>
    <message>
        <source>{seconds:.1f} s, {size}, loudest {percent} %.</source>
        <translation>{seconds:.1f} s, {size}, am lautesten {percent} %.</translation>
    </message>
    <message>
        <source>It is silent: is the microphone muted?</source>
        <translation>Es ist still: Ist das Mikrofon stummgeschaltet?</translation>
    </message>
    <message>
        <source>{seconds:.1f} s are missing.</source>
        <translation>{seconds:.1f} s fehlen.</translation>
    </message>
</context>
<context>
    <name>app.typed_input</name>
    <message>
        <source>⟨cut here: {dropped:,} bytes before this are not shown⟩
</source>
        <translation>⟨hier gekürzt: {dropped:,} Bytes davor werden nicht gezeigt⟩
</translation>
    </message>
</context>
<context>
    <name>app.words</name>
    <message>
        <source>Nothing is lost: everything is kept on this computer.</source>
        <translation>Nichts ist verloren: Alles wird auf diesem Computer behalten.</translation>
    </message>
    <message>
        <source>Recrutr tries again by itself.</source>
        <translation>Recrutr versucht es von selbst wieder.</translation>
    </message>
    <message>
        <source>What was shown as saved is safe.</source>
        <translation>Was als gespeichert angezeigt wurde, ist sicher.</translation>
    </message>
    <message>
        <source>Make some room on the disk; Recrutr goes on by itself.</source>
        <translation>Schaffen Sie etwas Platz auf der Festplatte; Recrutr macht von selbst weiter.</translation>
    </message>
    <message>
        <source>Writing, saving and handing in work as before; only trying your program here does not.</source>
        <translation>Schreiben, Speichern und Abgeben gehen wie zuvor; nur ausprobieren lässt sich Ihr Programm hier nicht.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Nichts ist verloren.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted.</source>
        <translation>Nichts wurde geändert oder gelöscht.</translation>
    </message>
    <message>
        <source>Please tell the organisation that invited you; they can help.</source>
        <translation>Bitte sagen Sie es der Organisation, die Sie eingeladen hat; sie kann helfen.</translation>
    </message>
    <message>
        <source>Your work is kept on this computer.</source>
        <translation>Ihre Arbeit wird auf diesem Computer behalten.</translation>
    </message>
    <message>
        <source>Join again with your invitation code.</source>
        <translation>Melden Sie sich mit Ihrem Einladungscode noch einmal an.</translation>
    </message>
    <message>
        <source>Please write to the person who invited you.</source>
        <translation>Bitte schreiben Sie der Person, die Sie eingeladen hat.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing is lost. Both are kept: what the server has, and this copy.</source>
        <translation>Nichts ist verloren. Beides wird behalten: was der Server hat und diese Kopie.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again while the network is there: it goes on from what the server has.</source>
        <translation>Schließen Sie Recrutr und öffnen Sie es wieder, solange das Netz da ist: Es geht mit dem weiter, was der Server hat.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted, and what had been sent is safe with the server.</source>
        <translation>Nichts wurde geändert oder gelöscht, und was gesendet war, ist beim Server sicher.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again: it offers to bring that back to this computer.</source>
        <translation>Schließen Sie Recrutr und öffnen Sie es wieder: Es bietet an, dies auf diesen Computer zurückzuholen.</translation>
    </message>
    <message>
        <source>What the server answered is not signed with the key that this attempt began with.</source>
        <translation>Was der Server geantwortet hat, ist nicht mit dem Schlüssel unterschrieben, mit dem diese Bearbeitung begann.</translation>
    </message>
    <message>
        <source>Nobody was told anything.</source>
        <translation>Niemandem wurde etwas mitgeteilt.</translation>
    </message>
    <message>
        <source>Compare it with your invitation, letter by letter.</source>
        <translation>Vergleichen Sie ihn Buchstabe für Buchstabe mit Ihrer Einladung.</translation>
    </message>
    <message>
        <source>An attempt stays on the computer on which it began, so that its record has one author.</source>
        <translation>Eine Bearbeitung bleibt auf dem Computer, auf dem sie begann, damit ihr Protokoll einen einzigen Urheber hat.</translation>
    </message>
    <message>
        <source>Go on there. If it no longer works, ask the person who invited you for a code to go on here.</source>
        <translation>Machen Sie dort weiter. Wenn er nicht mehr funktioniert, bitten Sie die Person, die Sie eingeladen hat, um einen Code, mit dem es hier weitergeht.</translation>
    </message>
    <message>
        <source>Your work comes first: what you type is saved as before. That the recording paused, and why, is noted.</source>
        <translation>Ihre Arbeit geht vor: Was Sie tippen, wird wie zuvor gespeichert. Dass die Aufzeichnung ruhte und warum, wird vermerkt.</translation>
    </message>
    <message>
        <source>Free some space, for example by emptying the bin; recording goes on by itself.</source>
        <translation>Schaffen Sie Platz, zum Beispiel durch Leeren des Papierkorbs; die Aufzeichnung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Ask the person who gave it to you for a new one.</source>
        <translation>Bitten Sie die Person, von der Sie ihn haben, um einen neuen.</translation>
    </message>
    <message>
        <source>What is saved here was left as it is.</source>
        <translation>Was hier gespeichert ist, blieb, wie es ist.</translation>
    </message>
    <message>
        <source>Use the code on another computer. This one has used it up: ask for a new one.</source>
        <translation>Verwenden Sie den Code auf einem anderen Computer. Dieser hat ihn verbraucht: Bitten Sie um einen neuen.</translation>
    </message>
    <message>
        <source>Nothing has been recorded here.</source>
        <translation>Hier wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again to read the notice.</source>
        <translation>Schließen Sie Recrutr und öffnen Sie es wieder, um den Hinweis zu lesen.</translation>
    </message>
    <message>
        <source>Go on. If this stays, leave Recrutr open and look after the disk.</source>
        <translation>Machen Sie weiter. Wenn das so bleibt, lassen Sie Recrutr offen und sehen Sie nach der Festplatte.</translation>
    </message>
    <message>
        <source>What was sent is safe with the server. Nothing more is kept on this computer.</source>
        <translation>Was gesendet wurde, ist beim Server sicher. Auf diesem Computer wird nichts mehr aufbewahrt.</translation>
    </message>
    <message>
        <source>Put the folder back, or leave Recrutr open until you have handed in and everything is sent.</source>
        <translation>Legen Sie den Ordner zurück, oder lassen Sie Recrutr offen, bis Sie abgegeben haben und alles gesendet ist.</translation>
    </message>
    <message>
        <source>It is not believed, and nothing is lost: everything is kept on this computer.</source>
        <translation>Die Antwort gilt nicht, und nichts ist verloren: Alles ist auf diesem Computer aufbewahrt.</translation>
    </message>
    <message>
        <source>Recrutr asks again by itself. If this stays, please tell the organisation that invited you; your work can be brought to them as an evidence file.</source>
        <translation>Recrutr fragt von selbst wieder nach. Wenn das so bleibt, sagen Sie es bitte der Organisation, die Sie eingeladen hat; Ihre Arbeit kann ihr als Beweisdatei gebracht werden.</translation>
    </message>
    <message>
        <source>Nothing is lost, and nothing has been changed.</source>
        <translation>Nichts ist verloren, und nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Unlock it, then press “Try again”.</source>
        <translation>Entsperren Sie ihn und drücken Sie dann „Noch einmal versuchen“.</translation>
    </message>
    <message>
        <source>Answer it there, then try again.</source>
        <translation>Antworten Sie ihm dort und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Writing, saving and handing in work as before; they need neither.</source>
        <translation>Schreiben, Speichern und Abgeben gehen wie zuvor; sie brauchen beides nicht.</translation>
    </message>
    <message>
        <source>Your work is kept.</source>
        <translation>Ihre Arbeit wird behalten.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again: it continues where the server is.</source>
        <translation>Schließen Sie Recrutr und öffnen Sie es wieder: Es geht dort weiter, wo der Server ist.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Get my work back</source>
        <translation>Meine Arbeit zurückholen</translation>
    </message>
    <message>
        <source>Type your invitation code and press Continue.</source>
        <translation>Geben Sie Ihren Einladungscode ein und drücken Sie „Weiter“.</translation>
    </message>
    <message>
        <source>Press “{button}”.</source>
        <translation>Drücken Sie „{button}“.</translation>
    </message>
    <message>
        <source>You go on from what the server has; what you handed in here goes there too.</source>
        <translation>Sie machen mit dem weiter, was der Server hat; was Sie hier abgegeben haben, geht ebenfalls dorthin.</translation>
    </message>
    <message>
        <source>This copy is put aside, not deleted, and the people who invited you can look at it.</source>
        <translation>Diese Kopie wird beiseitegelegt, nicht gelöscht, und die Menschen, die Sie eingeladen haben, können sie ansehen.</translation>
    </message>
    <message>
        <source>Everything that had reached the server can be brought back to this computer; you then go on from there.</source>
        <translation>Alles, was den Server erreicht hatte, kann auf diesen Computer zurückgeholt werden; von dort machen Sie weiter.</translation>
    </message>
    <message>
        <source>What does not open is put aside, not deleted. It needs the network and takes seconds.</source>
        <translation>Was sich nicht öffnen lässt, wird beiseitegelegt, nicht gelöscht. Das braucht das Netz und dauert Sekunden.</translation>
    </message>
    <message>
        <source>The server has deleted this attempt, but not all of it is deleted on this computer yet.</source>
        <translation>Der Server hat diese Bearbeitung gelöscht, aber auf diesem Computer ist noch nicht alles davon gelöscht.</translation>
    </message>
    <message>
        <source>Recrutr tries again by itself. If this stays, make some room on the disk and leave Recrutr open.</source>
        <translation>Recrutr versucht es von selbst wieder. Wenn das so bleibt, schaffen Sie Platz auf der Festplatte und lassen Sie Recrutr offen.</translation>
    </message>
    <message>
        <source>The server has deleted this attempt.</source>
        <translation>Der Server hat diese Bearbeitung gelöscht.</translation>
    </message>
    <message>
        <source>What is left of it on this computer is being deleted now.</source>
        <translation>Was auf diesem Computer davon übrig ist, wird jetzt gelöscht.</translation>
    </message>
    <message>
        <source>What you run is sent there and not kept.</source>
        <translation>Was Sie ausführen, wird dorthin gesendet und nicht aufbewahrt.</translation>
    </message>
    <message numerus="yes">
        <source>{n} runs are before yours.</source>
        <extracomment>For one: One run is before yours.</extracomment>
        <translation><numerusform>{n} Ausführung ist vor Ihrer.</numerusform><numerusform>{n} Ausführungen sind vor Ihrer.</numerusform></translation>
    </message>
    <message>
        <source>No other run is before yours.</source>
        <translation>Keine andere Ausführung ist vor Ihrer.</translation>
    </message>
    <message>
        <source>Runs happen on the employer's server. {reason}</source>
        <translation>Ausgeführt wird auf dem Server des Arbeitgebers. {reason}</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>The server could not be reached for a while. That was not your doing, so the time is given back.</source>
        <translation>Der Server war eine Weile nicht erreichbar. Das lag nicht an Ihnen; die Zeit wird zurückgegeben.</translation>
    </message>
    <message>
        <source>Your connection was interrupted. The organisation that invited you gives you the time back.</source>
        <translation>Ihre Verbindung war unterbrochen. Die Organisation, die Sie eingeladen hat, gibt Ihnen die Zeit zurück.</translation>
    </message>
    <message>
        <source>A person of the organisation that invited you gave you more time.</source>
        <translation>Ein Mensch der Organisation, die Sie eingeladen hat, hat Ihnen mehr Zeit gegeben.</translation>
    </message>
    <message>
        <source>A person of the organisation that invited you gave you a break. Nobody expects work meanwhile, and the end of your time has moved by as much. What is recorded can be paused as ever.</source>
        <translation>Ein Mensch der Organisation, die Sie eingeladen hat, hat Ihnen eine Pause gegeben. Niemand erwartet währenddessen Arbeit, und das Ende Ihrer Zeit hat sich um ebenso viel verschoben. Was aufgezeichnet wird, können Sie wie immer anhalten.</translation>
    </message>
    <message>
        <source>You have {amount} more.</source>
        <translation>Sie haben {amount} mehr.</translation>
    </message>
    <message>
        <source>The clock above shows the new time.</source>
        <translation>Die Uhr oben zeigt die neue Zeit.</translation>
    </message>
    <message>
        <source>This attempt continues on another computer.</source>
        <translation>Diese Bearbeitung geht auf einem anderen Computer weiter.</translation>
    </message>
    <message>
        <source>What you did here is kept. What has not been sent yet is sent now, as the record of this computer; it is not mixed into the work on the other one.</source>
        <translation>Was Sie hier getan haben, wird behalten. Was noch nicht gesendet ist, wird jetzt als Protokoll dieses Computers gesendet; mit der Arbeit auf dem anderen wird es nicht vermischt.</translation>
    </message>
    <message>
        <source>Go on there. Leave Recrutr open here until it says that all has arrived.</source>
        <translation>Machen Sie dort weiter. Lassen Sie Recrutr hier offen, bis es sagt, dass alles angekommen ist.</translation>
    </message>
    <message>
        <source>You did not agree to the notice on this computer.</source>
        <translation>Sie haben dem Hinweis auf diesem Computer nicht zugestimmt.</translation>
    </message>
    <message>
        <source>Nothing was recorded here, and your attempt stays as it is.</source>
        <translation>Hier wurde nichts aufgezeichnet, und Ihre Bearbeitung bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>You can close Recrutr, or read the notice again.</source>
        <translation>Sie können Recrutr schließen oder den Hinweis noch einmal lesen.</translation>
    </message>
    <message>
        <source>Your time runs already, on the server. What you did on the other computer comes with you, as far as it had been sent.</source>
        <translation>Ihre Zeit läuft auf dem Server bereits. Was Sie auf dem anderen Computer getan haben, kommt mit, soweit es gesendet war.</translation>
    </message>
    <message>
        <source>You may begin from {when}. Until then everything can be checked; open Recrutr again then.</source>
        <translation>Sie dürfen ab {when} beginnen. Bis dahin lässt sich alles prüfen; öffnen Sie Recrutr dann wieder.</translation>
    </message>
    <message>
        <source>Recrutr did not start</source>
        <translation>Recrutr wurde nicht gestartet</translation>
    </message>
    <message>
        <source>Something went wrong inside Recrutr. This is our fault, not yours.</source>
        <translation>In Recrutr ist etwas schiefgegangen. Das ist unser Fehler, nicht Ihrer.</translation>
    </message>
    <message>
        <source>What you typed is kept on this computer.</source>
        <translation>Was Sie getippt haben, ist auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>You can go on. If something does not react, close Recrutr and open it again: it continues where you were.</source>
        <translation>Sie können weitermachen. Wenn etwas nicht reagiert, schließen Sie Recrutr und öffnen Sie es wieder: Es geht dort weiter, wo Sie waren.</translation>
    </message>
    <message>
        <source>Five minutes are left.</source>
        <translation>Fünf Minuten bleiben.</translation>
    </message>
    <message>
        <source>When the time is up, what stands in the editor is handed in by itself, and before it what last compiled when you pressed Run, if that is something else. The better one counts.</source>
        <translation>Wenn die Zeit um ist, wird von selbst abgegeben, was im Editor steht, und davor, was zuletzt kompilierte, als Sie „Ausführen“ drückten, falls das etwas anderes ist. Das Bessere zählt.</translation>
    </message>
    <message>
        <source>You need not hurry with the buttons.</source>
        <translation>Sie müssen sich mit den Knöpfen nicht beeilen.</translation>
    </message>
    <message>
        <source>The time is up.</source>
        <translation>Die Zeit ist um.</translation>
    </message>
    <message>
        <source>What stood in the editor has been handed in for every problem you changed; where a run had compiled something else before, that as well. The better one counts.</source>
        <translation>Zu jeder Aufgabe, die Sie geändert haben, wurde abgegeben, was im Editor stand; wo zuvor etwas anderes kompiliert hatte, auch das. Das Bessere zählt.</translation>
    </message>
    <message>
        <source>There is nothing you must do.</source>
        <translation>Sie müssen nichts tun.</translation>
    </message>
    <message>
        <source>When the time is up, what stands in the editor is handed in by itself, and what last compiled in a run as well; the better one counts.</source>
        <translation>Wenn die Zeit um ist, wird von selbst abgegeben, was im Editor steht, und auch, was bei einer Ausführung zuletzt kompilierte; das Bessere zählt.</translation>
    </message>
    <message>
        <source>Your work has been put back from the server.</source>
        <translation>Ihre Arbeit wurde vom Server zurückgeholt.</translation>
    </message>
    <message>
        <source>The copy on this computer was older than what the server has, or gone: this happens after a restored backup or a disk error. What was here is kept aside; nothing was deleted.</source>
        <translation>Die Kopie auf diesem Computer war älter als das, was der Server hat, oder fehlte: Das kommt nach einer zurückgespielten Sicherung oder einem Plattenfehler vor. Was hier war, liegt beiseite; nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>Look over your code, then go on. If something is missing, tell the person who invited you.</source>
        <translation>Sehen Sie Ihren Code durch und machen Sie dann weiter. Wenn etwas fehlt, sagen Sie es der Person, die Sie eingeladen hat.</translation>
    </message>
    <message>
        <source>Your time goes on while Recrutr is closed.</source>
        <translation>Ihre Zeit läuft weiter, während Recrutr geschlossen ist.</translation>
    </message>
    <message>
        <source>Everything is saved; open Recrutr again to continue where you were.</source>
        <translation>Alles ist gespeichert; öffnen Sie Recrutr wieder, um dort weiterzumachen, wo Sie waren.</translation>
    </message>
    <message>
        <source>Press close once more to close it now, or finish first.</source>
        <translation>Schließen Sie noch einmal, um es jetzt zu schließen, oder beenden Sie zuerst.</translation>
    </message>
    <message>
        <source>The practice is not kept.</source>
        <translation>Die Übung wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>What you wrote here goes when Recrutr is closed.</source>
        <translation>Was Sie hier geschrieben haben, ist weg, wenn Recrutr geschlossen wird.</translation>
    </message>
    <message>
        <source>Press close once more to close it now.</source>
        <translation>Schließen Sie noch einmal, um es jetzt zu schließen.</translation>
    </message>
    <message>
        <source>Your last changes are not saved: the disk does not take them.</source>
        <translation>Ihre letzten Änderungen sind nicht gespeichert: Die Festplatte nimmt sie nicht an.</translation>
    </message>
    <message>
        <source>They are only in memory. If you close Recrutr now, they are lost; what was shown as saved is not.</source>
        <translation>Sie sind nur im Arbeitsspeicher. Wenn Sie Recrutr jetzt schließen, sind sie verloren; was als gespeichert angezeigt wurde, nicht.</translation>
    </message>
    <message>
        <source>Leave Recrutr open, make some room on the disk or look after it, and wait for “Saved”. Press close once more to close it all the same.</source>
        <translation>Lassen Sie Recrutr offen, schaffen Sie Platz auf der Festplatte oder sehen Sie nach ihr, und warten Sie auf „Gespeichert“. Schließen Sie noch einmal, um trotzdem alles zu schließen.</translation>
    </message>
    <message>
        <source>The editor and its record differ.</source>
        <translation>Der Editor und sein Protokoll weichen voneinander ab.</translation>
    </message>
    <message>
        <source>What you see was handed in. The difference is our fault and has been logged.</source>
        <translation>Was Sie sehen, wurde abgegeben. Die Abweichung ist unser Fehler und wurde festgehalten.</translation>
    </message>
    <message>
        <source>You did not agree to the notice.</source>
        <translation>Sie haben dem Hinweis nicht zugestimmt.</translation>
    </message>
    <message>
        <source>Nothing was recorded, and this attempt has ended.</source>
        <translation>Nichts wurde aufgezeichnet, und diese Bearbeitung ist beendet.</translation>
    </message>
    <message>
        <source>If you want to ask something about it, write to the contact in the notice.</source>
        <translation>Wenn Sie dazu etwas fragen möchten, schreiben Sie an die im Hinweis genannte Stelle.</translation>
    </message>
    <message>
        <source>Recrutr was closed, or stopped by itself. Your code, the place of the cursor and what Undo takes back were read again from this computer.</source>
        <translation>Recrutr wurde geschlossen oder endete von selbst. Ihr Code, die Stelle des Cursors und was „Rückgängig“ zurücknimmt, wurden wieder von diesem Computer gelesen.</translation>
    </message>
    <message>
        <source>Recrutr was closed, or stopped by itself. Your code and the cursor's place were read again from this computer.</source>
        <translation>Recrutr wurde geschlossen oder endete von selbst. Ihr Code und die Stelle des Cursors wurden wieder von diesem Computer gelesen.</translation>
    </message>
    <message>
        <source>Your work is back as you left it.</source>
        <translation>Ihre Arbeit ist wieder da, wie Sie sie verlassen haben.</translation>
    </message>
    <message>
        <source>What you say is not written down on this computer.</source>
        <translation>Was Sie sagen, wird auf diesem Computer nicht mitgeschrieben.</translation>
    </message>
    <message>
        <source>The notice said that it may be, in the language “{language}”. No engine here speaks it; nothing is missing.</source>
        <translation>Laut Hinweis kann das in der Sprache „{language}“ geschehen. Hier ist kein Programm, das sie versteht; es fehlt nichts.</translation>
    </message>
</context>
<context>
    <name>app.writing</name>
    <message>
        <source>This assessment has no such problem.</source>
        <translation>In diesem Assessment gibt es diese Aufgabe nicht.</translation>
    </message>
    <message>
        <source>The last file of a problem cannot be deleted.</source>
        <translation>Die letzte Datei einer Aufgabe kann nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>The files of this problem are given, with their names.</source>
        <translation>Die Dateien dieser Aufgabe sind mit ihren Namen vorgegeben.</translation>
    </message>
    <message>
        <source>A project has no more than {max_files} files.</source>
        <translation>Ein Projekt hat höchstens {max_files} Dateien.</translation>
    </message>
</context>
<context>
    <name>editor.capture</name>
    <message>
        <source>The file has reached its limit of 5 MiB; nothing was inserted.</source>
        <translation>Die Datei hat ihre Grenze von 5 MiB erreicht; nichts wurde eingefügt.</translation>
    </message>
    <message>
        <source>This text holds half of a character (a lone surrogate) and was not inserted. Your code is unchanged.</source>
        <translation>Dieser Text enthält ein halbes Zeichen (ein einzelnes Surrogat) und wurde nicht eingefügt. Ihr Code ist unverändert.</translation>
    </message>
    <message>
        <source>This text holds an invisible NUL character, which programs cannot contain. It was not inserted; your code is unchanged.</source>
        <translation>Dieser Text enthält ein unsichtbares NUL-Zeichen, das in Programmen nicht vorkommen kann. Er wurde nicht eingefügt; Ihr Code ist unverändert.</translation>
    </message>
    <message>
        <source>This text is too large: a file may hold {limit}. It was not inserted; your code is unchanged.</source>
        <translation>Dieser Text ist zu groß: Eine Datei fasst {limit}. Er wurde nicht eingefügt; Ihr Code ist unverändert.</translation>
    </message>
    <message>
        <source>The editor shows text that its record does not hold.</source>
        <translation>Der Editor zeigt Text, der nicht in seinem Protokoll steht.</translation>
    </message>
</context>
<context>
    <name>editor.finding.bar</name>
    <message>
        <source>Enter goes to the next place, Shift+Enter to the previous one, Escape closes.</source>
        <translation>Eingabe geht zur nächsten Stelle, Umschalt+Eingabe zur vorigen, Escape schließt.</translation>
    </message>
    <message>
        <source>Find in code</source>
        <translation>Im Code suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Enter replaces the place that was found.</source>
        <translation>Eingabe ersetzt die gefundene Stelle.</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß/klein beachten</translation>
    </message>
    <message>
        <source>Capital and small letters count</source>
        <translation>Groß- und Kleinbuchstaben zählen als verschieden</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Not inside a longer word</source>
        <translation>Nicht innerhalb eines längeren Worts</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>What to find is a regular expression</source>
        <translation>Gesucht wird nach einem regulären Ausdruck</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
</context>
<context>
    <name>editor.finding.finder</name>
    <message>
        <source>Not an expression: {why}.</source>
        <translation>Kein Ausdruck: {why}.</translation>
    </message>
    <message>
        <source>This expression takes too long.</source>
        <translation>Dieser Ausdruck braucht zu lange.</translation>
    </message>
</context>
<context>
    <name>editor.finding.session</name>
    <message>
        <source>{count:,} replaced, press again for the rest</source>
        <translation>{count:,} ersetzt, für den Rest noch einmal drücken</translation>
    </message>
    <message>
        <source>{count:,} replaced</source>
        <translation>{count:,} ersetzt</translation>
    </message>
    <message>
        <source>{count} and more</source>
        <translation>{count} und mehr</translation>
    </message>
    <message>
        <source>{here:,} of {count}</source>
        <translation>{here:,} von {count}</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} gefunden</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>editor.keys.emacs</name>
    <message>
        <source>Mark set</source>
        <translation>Marke gesetzt</translation>
    </message>
</context>
<context>
    <name>editor.keys.vim</name>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Visual</source>
        <translation>Visuell</translation>
    </message>
    <message>
        <source>Visual line</source>
        <translation>Visuell, Zeilen</translation>
    </message>
</context>
<context>
    <name>editor.syntax.mistakes</name>
    <message>
        <source>A name</source>
        <translation>Ein Name</translation>
    </message>
    <message>
        <source>The name of a type</source>
        <translation>Der Name eines Typs</translation>
    </message>
    <message>
        <source>The end of a text</source>
        <translation>Das Ende eines Textes</translation>
    </message>
    <message>
        <source>“{character}” is never closed.</source>
        <translation>„{character}“ wird nirgends geschlossen.</translation>
    </message>
    <message>
        <source>“{character}” closes nothing that is open.</source>
        <translation>„{character}“ schließt nichts, was offen ist.</translation>
    </message>
    <message>
        <source>Something</source>
        <translation>Etwas</translation>
    </message>
    <message>
        <source>{what} is missing here.</source>
        <translation>{what} fehlt hier.</translation>
    </message>
    <message>
        <source>This text is never closed.</source>
        <translation>Dieser Text wird nirgends geschlossen.</translation>
    </message>
    <message>
        <source>“{shown}” was not expected here.</source>
        <translation>„{shown}“ wurde hier nicht erwartet.</translation>
    </message>
    <message>
        <source>This does not follow the grammar of the language.</source>
        <translation>Das entspricht nicht der Grammatik der Sprache.</translation>
    </message>
    <message>
        <source>“:” is missing at the end of this line.</source>
        <translation>Am Ende dieser Zeile fehlt „:“.</translation>
    </message>
</context>
<context>
    <name>editor.widget</name>
    <message>
        <source>Press F6 to leave the code and go to the next part of the window.</source>
        <translation>F6 verlässt den Code und geht zum nächsten Teil des Fensters.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation>Zeile {line}: {text}</translation>
    </message>
    <message>
        <source>Keys: {mode}</source>
        <translation>Tasten: {mode}</translation>
    </message>
</context>
<context>
    <name>protocol.attempts</name>
    <message>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>stills</source>
        <translation>Standbilder</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Nothing but the code you hand in.</source>
        <translation>Nichts als der Code, den Sie abgeben.</translation>
    </message>
    <message>
        <source>How your code came about: edits, pastes, runs, and whether this window was in front.</source>
        <translation>Wie Ihr Code entstand: Änderungen, Eingefügtes, Ausführungen, und ob dieses Fenster vorn war.</translation>
    </message>
    <message>
        <source>How your code came about, and a still picture from the camera now and then.</source>
        <translation>Wie Ihr Code entstand, und hin und wieder ein Standbild der Kamera.</translation>
    </message>
    <message>
        <source>How your code came about, and your camera, microphone and screen while the time runs.</source>
        <translation>Wie Ihr Code entstand, und Ihre Kamera, Ihr Mikrofon und Ihr Bildschirm, solange die Zeit läuft.</translation>
    </message>
    <message>
        <source>How your code came about, camera, microphone and screen, and a person who may look in.</source>
        <translation>Wie Ihr Code entstand, Kamera, Mikrofon und Bildschirm, und ein Mensch, der zusehen kann.</translation>
    </message>
</context>
<context>
    <name>protocol.check_words</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Running programs</source>
        <translation>Programme ausführen</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Trial recording</source>
        <translation>Probeaufzeichnung</translation>
    </message>
</context>
<context>
    <name>protocol.fact_words</name>
    <message>
        <source>from the candidate's own editor</source>
        <translation>aus dem eigenen Editor der sich bewerbenden Person</translation>
    </message>
    <message>
        <source>from the problem statement</source>
        <translation>aus der Aufgabenstellung</translation>
    </message>
    <message>
        <source>from the documentation inside this app</source>
        <translation>aus der Dokumentation in dieser App</translation>
    </message>
    <message>
        <source>from outside this app</source>
        <translation>von außerhalb dieser App</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Still pictures</source>
        <translation>Standbilder</translation>
    </message>
    <message>
        <source>Identity step</source>
        <translation>Identitätsschritt</translation>
    </message>
    <message>
        <source>recording began</source>
        <translation>Aufzeichnung begann</translation>
    </message>
    <message>
        <source>recording stopped</source>
        <translation>Aufzeichnung endete</translation>
    </message>
    <message>
        <source>was not there</source>
        <translation>war nicht da</translation>
    </message>
    <message>
        <source>was refused</source>
        <translation>wurde verweigert</translation>
    </message>
    <message>
        <source>was in use by another program</source>
        <translation>wurde von einem anderen Programm benutzt</translation>
    </message>
    <message>
        <source>recording has a gap</source>
        <translation>Aufzeichnung hat eine Lücke</translation>
    </message>
    <message>
        <source>stood still while the computer slept</source>
        <translation>stand still, während der Computer schlief</translation>
    </message>
    <message>
        <source>recording lost a piece because the computer was busy</source>
        <translation>Aufzeichnung verlor ein Stück, weil der Computer beschäftigt war</translation>
    </message>
    <message>
        <source>recording failed</source>
        <translation>Aufzeichnung schlug fehl</translation>
    </message>
    <message>
        <source>recording changed its quality</source>
        <translation>Aufzeichnung änderte ihre Qualität</translation>
    </message>
    <message>
        <source>was not looked after for a while</source>
        <translation>wurde eine Weile nicht überwacht</translation>
    </message>
    <message>
        <source>bathroom</source>
        <translation>Toilette</translation>
    </message>
    <message>
        <source>family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>prayer</source>
        <translation>Gebet</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>ein anderer Grund</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Fokus</translation>
    </message>
    <message>
        <source>Pastes</source>
        <translation>Eingefügtes</translation>
    </message>
    <message>
        <source>Camera's view</source>
        <translation>Blick der Kamera</translation>
    </message>
    <message>
        <source>Persons in view</source>
        <translation>Personen im Bild</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Displays</source>
        <translation>Bildschirme</translation>
    </message>
    <message>
        <source>Remote control or sharing</source>
        <translation>Fernsteuerung oder Übertragung</translation>
    </message>
    <message>
        <source>Listed programs</source>
        <translation>Genannte Programme</translation>
    </message>
    <message>
        <source>could not tell</source>
        <translation>nicht feststellbar</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>covered or dark</source>
        <translation>verdeckt oder dunkel</translation>
    </message>
    <message>
        <source>the picture stands still</source>
        <translation>das Bild steht still</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>eine Person</translation>
    </message>
    <message>
        <source>several persons</source>
        <translation>mehrere Personen</translation>
    </message>
    <message>
        <source>somebody speaks</source>
        <translation>jemand spricht</translation>
    </message>
    <message>
        <source>nobody speaks</source>
        <translation>niemand spricht</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>angeschlossen</translation>
    </message>
    <message>
        <source>no sign of it</source>
        <translation>kein Anzeichen dafür</translation>
    </message>
    <message>
        <source>controlled from elsewhere</source>
        <translation>von anderswo gesteuert</translation>
    </message>
    <message>
        <source>shown elsewhere</source>
        <translation>anderswo gezeigt</translation>
    </message>
    <message>
        <source>is running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>is not running</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>From here on another machine, with what the server held of the one before</source>
        <translation>Ab hier auf einem anderen Gerät, mit dem, was der Server vom vorigen hatte</translation>
    </message>
    <message>
        <source>This machine was told that the attempt continues on another one</source>
        <translation>Diesem Gerät wurde gesagt, dass die Bearbeitung auf einem anderen weitergeht</translation>
    </message>
    <message>
        <source>The candidate stopped the attempt</source>
        <translation>Die sich bewerbende Person hat die Bearbeitung abgebrochen</translation>
    </message>
    <message>
        <source>The work saved on the candidate's computer was damaged, older or gone; it goes on from the server's</source>
        <translation>Die auf dem Computer gespeicherte Arbeit war beschädigt, älter oder fehlte; es geht mit der des Servers weiter</translation>
    </message>
    <message>
        <source>created</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>noticed</source>
        <translation>Hinweis gelesen</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>started</source>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>judged</source>
        <translation>ausgewertet</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>begutachtet</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong answer</source>
        <translation>falsche Antwort</translation>
    </message>
    <message>
        <source>time limit exceeded</source>
        <translation>Zeitgrenze überschritten</translation>
    </message>
    <message>
        <source>memory limit exceeded</source>
        <translation>Speichergrenze überschritten</translation>
    </message>
    <message>
        <source>too much output</source>
        <translation>zu viel Ausgabe</translation>
    </message>
    <message>
        <source>stopped with an error</source>
        <translation>mit einem Fehler abgebrochen</translation>
    </message>
    <message>
        <source>does not compile</source>
        <translation>kompiliert nicht</translation>
    </message>
    <message>
        <source>could not be judged</source>
        <translation>konnte nicht ausgewertet werden</translation>
    </message>
    <message>
        <source>Ran {problem}: {results}</source>
        <translation>{problem} ausgeführt: {results}</translation>
    </message>
    <message>
        <source>Submitted {problem} in {language}</source>
        <translation>{problem} in {language} abgegeben</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>eine Datei</translation>
    </message>
    <message numerus="yes">
        <source>{n} attached</source>
        <extracomment>For one: {n} attached</extracomment>
        <translation><numerusform>{n} angeschlossen</numerusform><numerusform>{n} angeschlossen</numerusform></translation>
    </message>
    <message>
        <source>{name} {state}</source>
        <translation>{name} {state}</translation>
    </message>
    <message>
        <source>{detector}: {seen}</source>
        <translation>{detector}: {seen}</translation>
    </message>
    <message>
        <source>{words} ({percent} % sure)</source>
        <translation>{words} ({percent} % sicher)</translation>
    </message>
    <message>
        <source>a problem</source>
        <translation>eine Aufgabe</translation>
    </message>
    <message numerus="yes">
        <source>Pasted {n} characters {origin}</source>
        <extracomment>For one: Pasted {n} character {origin}</extracomment>
        <translation><numerusform>{n} Zeichen eingefügt, {origin}</numerusform><numerusform>{n} Zeichen eingefügt, {origin}</numerusform></translation>
    </message>
    <message>
        <source>{stream}: {event}</source>
        <translation>{stream}: {event}</translation>
    </message>
    <message>
        <source>{words} ({reason})</source>
        <translation>{words} ({reason})</translation>
    </message>
    <message>
        <source>Renamed {file} to {path}</source>
        <translation>{file} in {path} umbenannt</translation>
    </message>
    <message>
        <source>Deleted {file}</source>
        <translation>{file} gelöscht</translation>
    </message>
    <message>
        <source>Brought {file} back after deleting it</source>
        <translation>{file} nach dem Löschen zurückgeholt</translation>
    </message>
    <message>
        <source>Turned to {file}</source>
        <translation>Zu {file} gewechselt</translation>
    </message>
    <message>
        <source>The candidate let the recording go on</source>
        <translation>Die sich bewerbende Person ließ die Aufzeichnung weiterlaufen</translation>
    </message>
    <message>
        <source>The candidate paused the recording</source>
        <translation>Die sich bewerbende Person hielt die Aufzeichnung an</translation>
    </message>
    <message>
        <source>The candidate paused the recording: {reason}</source>
        <translation>Die sich bewerbende Person hielt die Aufzeichnung an: {reason}</translation>
    </message>
    <message>
        <source>{words} ({own_words})</source>
        <translation>{words} ({own_words})</translation>
    </message>
    <message>
        <source>The candidate: {text}</source>
        <translation>Bewerbung: {text}</translation>
    </message>
    <message>
        <source>The interviewer: {text}</source>
        <translation>Interview: {text}</translation>
    </message>
    <message>
        <source>Announcement: {text}</source>
        <translation>Durchsage: {text}</translation>
    </message>
    <message>
        <source>The candidate raised a hand</source>
        <translation>Die sich bewerbende Person hob die Hand</translation>
    </message>
    <message>
        <source>The candidate lowered the hand</source>
        <translation>Die sich bewerbende Person senkte die Hand</translation>
    </message>
    <message>
        <source>Heard, roughly: {text}</source>
        <translation>Gehört, ungefähr: {text}</translation>
    </message>
    <message>
        <source>Speech was not written down: the computer was busy</source>
        <translation>Gesprochenes wurde nicht mitgeschrieben: Der Computer war beschäftigt</translation>
    </message>
    <message>
        <source>Recrutr's window came to the front</source>
        <translation>Das Fenster von Recrutr kam nach vorn</translation>
    </message>
    <message>
        <source>Recrutr's window was not in front</source>
        <translation>Das Fenster von Recrutr war nicht vorn</translation>
    </message>
    <message>
        <source>The server could be reached</source>
        <translation>Der Server war erreichbar</translation>
    </message>
    <message>
        <source>The server could not be reached</source>
        <translation>Der Server war nicht erreichbar</translation>
    </message>
    <message>
        <source>The app was started again</source>
        <translation>Die App wurde wieder gestartet</translation>
    </message>
    <message>
        <source>The app was started</source>
        <translation>Die App wurde gestartet</translation>
    </message>
    <message>
        <source>The server confirmed entries up to {seq}</source>
        <translation>Der Server bestätigte Einträge bis {seq}</translation>
    </message>
    <message>
        <source>The attempt became {state}</source>
        <translation>Neuer Stand der Bearbeitung: {state}</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s were credited</source>
        <translation>{minutes} min {seconds} s wurden gutgeschrieben</translation>
    </message>
    <message>
        <source>own input</source>
        <translation>eigene Eingabe</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>keine Beispiele</translation>
    </message>
</context>
<context>
    <name>protocol.impressions</name>
    <message>
        <source>The tasks were unclear</source>
        <translation>Die Aufgaben waren unklar</translation>
    </message>
    <message>
        <source>There was too little time</source>
        <translation>Es war zu wenig Zeit</translation>
    </message>
    <message>
        <source>The editor or running the code</source>
        <translation>Der Editor oder das Ausführen des Codes</translation>
    </message>
    <message>
        <source>My computer or connection</source>
        <translation>Mein Computer oder meine Verbindung</translation>
    </message>
    <message>
        <source>Being recorded</source>
        <translation>Aufgezeichnet zu werden</translation>
    </message>
    <message>
        <source>Noise or interruptions around me</source>
        <translation>Lärm oder Störungen um mich herum</translation>
    </message>
    <message>
        <source>Something I need was missing</source>
        <translation>Etwas, das ich brauche, fehlte</translation>
    </message>
</context>
<context>
    <name>protocol.judged_words</name>
    <message>
        <source>The judge cannot work at the moment. Your submission is safe and will be judged by itself.</source>
        <translation>Die Bewertung kann im Moment nicht arbeiten. Ihre Abgabe ist sicher und wird von selbst bewertet.</translation>
    </message>
    <message>
        <source>This could not be judged automatically. A person of the employer will look at it.</source>
        <translation>Das konnte nicht automatisch bewertet werden. Ein Mensch beim Arbeitgeber wird es sich ansehen.</translation>
    </message>
</context>
<context>
    <name>protocol.policy</name>
    <message>
        <source>Whether this app's window is in front; not what is in front instead</source>
        <translation>Ob das Fenster dieser App vorn ist; nicht, was stattdessen vorn ist</translation>
    </message>
    <message>
        <source>Size and origin of what you paste</source>
        <translation>Größe und Herkunft dessen, was Sie einfügen</translation>
    </message>
    <message>
        <source>Whether the camera is covered or its picture stands still</source>
        <translation>Ob die Kamera verdeckt ist oder ihr Bild stillsteht</translation>
    </message>
    <message>
        <source>Whether nobody, one or several persons are in the picture; never who</source>
        <translation>Ob niemand, eine oder mehrere Personen im Bild sind; nie, wer</translation>
    </message>
    <message>
        <source>Whether somebody speaks; not what is said or who says it</source>
        <translation>Ob jemand spricht; nicht, was gesagt wird oder wer es sagt</translation>
    </message>
    <message>
        <source>How many displays are attached</source>
        <translation>Wie viele Bildschirme angeschlossen sind</translation>
    </message>
    <message>
        <source>Whether this computer is controlled or shown from elsewhere</source>
        <translation>Ob dieser Computer von anderswo gesteuert oder gezeigt wird</translation>
    </message>
    <message>
        <source>Whether one of these programs runs; no other program's name leaves your device</source>
        <translation>Ob eines dieser Programme läuft; kein anderer Programmname verlässt Ihr Gerät</translation>
    </message>
</context>
<context>
    <name>protocol.verdicts</name>
    <message>
        <source>Correct</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Wrong answer</source>
        <translation>Falsche Antwort</translation>
    </message>
    <message>
        <source>Time limit exceeded</source>
        <translation>Zeitgrenze überschritten</translation>
    </message>
    <message>
        <source>Memory limit exceeded</source>
        <translation>Speichergrenze überschritten</translation>
    </message>
    <message>
        <source>Too much output</source>
        <translation>Zu viel Ausgabe</translation>
    </message>
    <message>
        <source>Stopped with an error</source>
        <translation>Mit einem Fehler abgebrochen</translation>
    </message>
    <message>
        <source>Does not compile</source>
        <translation>Kompiliert nicht</translation>
    </message>
    <message>
        <source>Could not be judged</source>
        <translation>Konnte nicht ausgewertet werden</translation>
    </message>
</context>
<context>
    <name>recorder.camera</name>
    <message>
        <source>A picture of the camera could not be encoded.</source>
        <translation>Ein Bild der Kamera ließ sich nicht kodieren.</translation>
    </message>
    <message>
        <source>The camera {name} gives no picture. Close programs such as video calls, and look whether the system's privacy settings let Recrutr use the camera.</source>
        <translation>Die Kamera {name} liefert kein Bild. Schließen Sie Programme wie Videotelefonie und sehen Sie nach, ob Recrutr laut Datenschutzeinstellungen des Systems die Kamera nutzen darf.</translation>
    </message>
    <message>
        <source>The camera {name} was not found. Plug it in, or choose another one.</source>
        <translation>Die Kamera {name} wurde nicht gefunden. Stecken Sie sie ein oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The camera {name} gives no picture; another program probably uses it. Close programs such as video calls.</source>
        <translation>Die Kamera {name} liefert kein Bild; wahrscheinlich nutzt sie ein anderes Programm. Schließen Sie Programme wie Videotelefonie.</translation>
    </message>
    <message>
        <source>This computer does not let Recrutr use the camera {name}. Allow it in the system's privacy settings.</source>
        <translation>Dieser Computer lässt Recrutr die Kamera {name} nicht nutzen. Erlauben Sie es in den Datenschutzeinstellungen des Systems.</translation>
    </message>
    <message>
        <source>The camera {name} does not give a picture that can be read. Choose another one.</source>
        <translation>Die Kamera {name} liefert kein lesbares Bild. Wählen Sie eine andere.</translation>
    </message>
</context>
<context>
    <name>recorder.cameras</name>
    <message>
        <source>Network camera {hostname}</source>
        <translation>Netzwerkkamera {hostname}</translation>
    </message>
    <message>
        <source>A camera address must be a file, http or https.</source>
        <translation>Die Adresse einer Kamera muss eine Datei, http oder https sein.</translation>
    </message>
    <message>
        <source>Video file {name}</source>
        <translation>Videodatei {name}</translation>
    </message>
    <message>
        <source>Camera of this computer</source>
        <translation>Kamera dieses Computers</translation>
    </message>
</context>
<context>
    <name>recorder.capture</name>
    <message>
        <source>The camera does not answer; waiting for it. Another program may be using it.</source>
        <translation>Die Kamera antwortet nicht; es wird gewartet. Vielleicht benutzt sie ein anderes Programm.</translation>
    </message>
    <message>
        <source>The microphone does not answer; waiting for it. Another program may be using it.</source>
        <translation>Das Mikrofon antwortet nicht; es wird gewartet. Vielleicht benutzt es ein anderes Programm.</translation>
    </message>
    <message>
        <source>{name} stands still; waiting for it.</source>
        <translation>{name} steht still; es wird gewartet.</translation>
    </message>
    <message>
        <source>Recording the {kind} failed; trying again.</source>
        <translation>Aufzeichnung schlug fehl ({kind}); neuer Versuch.</translation>
    </message>
    <message>
        <source>The microphone gave no sound at all and was opened again.</source>
        <translation>Das Mikrofon lieferte gar keinen Ton und wurde noch einmal geöffnet.</translation>
    </message>
</context>
<context>
    <name>recorder.decoder</name>
    <message>
        <source>What was recorded could not be played back on this computer.</source>
        <translation>Was aufgezeichnet wurde, ließ sich auf diesem Computer nicht abspielen.</translation>
    </message>
</context>
<context>
    <name>recorder.devices</name>
    <message>
        <source>No {kind} was found. Plug one in; recording starts by itself.</source>
        <translation>Nicht gefunden: {kind}. Schließen Sie etwas an; die Aufzeichnung beginnt von selbst.</translation>
    </message>
</context>
<context>
    <name>recorder.displays</name>
    <message>
        <source>{name} is not shared. Share it in your desktop's dialog.</source>
        <translation>{name} ist nicht freigegeben. Geben Sie die Anzeige im Dialog Ihres Desktops frei.</translation>
    </message>
    <message>
        <source>Screen {number} ({width} x {height}, shared)</source>
        <translation>Bildschirm {number} ({width} x {height}, freigegeben)</translation>
    </message>
    <message>
        <source>No screen was found. Plug one in; recording starts by itself.</source>
        <translation>Es wurde kein Bildschirm gefunden. Schließen Sie einen an; die Aufzeichnung beginnt von selbst.</translation>
    </message>
</context>
<context>
    <name>recorder.encoder</name>
    <message>
        <source>The recording could not be encoded on this computer.</source>
        <translation>Die Aufzeichnung ließ sich auf diesem Computer nicht kodieren.</translation>
    </message>
</context>
<context>
    <name>recorder.gap_words</name>
    <message>
        <source>For a while no sound blocks came from the device.</source>
        <translation>Eine Weile kamen vom Gerät keine Tonblöcke.</translation>
    </message>
    <message>
        <source>For a while no pictures came from the device.</source>
        <translation>Eine Weile kamen vom Gerät keine Bilder.</translation>
    </message>
    <message>
        <source>It goes on at once, with another size or rate.</source>
        <translation>Es geht sofort weiter, mit anderer Größe oder Rate.</translation>
    </message>
    <message numerus="yes">
        <source>This computer was too slow: {n} sound blocks were dropped.</source>
        <extracomment>For one: This computer was too slow: {n} sound blocks were dropped.</extracomment>
        <translation><numerusform>Dieser Computer war zu langsam: {n} Tonblock ging verloren.</numerusform><numerusform>Dieser Computer war zu langsam: {n} Tonblöcke gingen verloren.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>This computer was too slow: {n} pictures were dropped.</source>
        <extracomment>For one: This computer was too slow: {n} pictures were dropped.</extracomment>
        <translation><numerusform>Dieser Computer war zu langsam: {n} Bild ging verloren.</numerusform><numerusform>Dieser Computer war zu langsam: {n} Bilder gingen verloren.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>The computer slept for {n} seconds; nothing was recorded then.</source>
        <extracomment>For one: The computer slept for {n} second; nothing was recorded then.</extracomment>
        <translation><numerusform>Der Computer schlief {n} Sekunde lang; dabei wurde nichts aufgezeichnet.</numerusform><numerusform>Der Computer schlief {n} Sekunden lang; dabei wurde nichts aufgezeichnet.</numerusform></translation>
    </message>
</context>
<context>
    <name>recorder.identity</name>
    <message>
        <source>the candidate went on without pictures; a person may ask</source>
        <translation>ohne Bilder fortgefahren; ein Mensch kann nachfragen</translation>
    </message>
</context>
<context>
    <name>recorder.load.ladder</name>
    <message>
        <source>This computer is busy</source>
        <translation>Dieser Computer ist beschäftigt</translation>
    </message>
    <message>
        <source>This computer records more slowly than it captures</source>
        <translation>Dieser Computer zeichnet langsamer auf, als er aufnimmt</translation>
    </message>
    <message>
        <source>Recording takes more of this computer than it should</source>
        <translation>Die Aufzeichnung beansprucht mehr von diesem Computer, als sie soll</translation>
    </message>
    <message>
        <source>There is room again</source>
        <translation>Es ist wieder Platz</translation>
    </message>
</context>
<context>
    <name>recorder.media</name>
    <message>
        <source>{name} (virtual)</source>
        <translation>{name} (virtuell)</translation>
    </message>
</context>
<context>
    <name>recorder.microphone</name>
    <message>
        <source>The microphone {name} gives no sound any more; trying again.</source>
        <translation>Das Mikrofon {name} liefert keinen Ton mehr; neuer Versuch.</translation>
    </message>
    <message>
        <source>This computer has no loudspeakers or headphones.</source>
        <translation>Dieser Computer hat weder Lautsprecher noch Kopfhörer.</translation>
    </message>
    <message>
        <source>The loudspeakers or headphones could not be used.</source>
        <translation>Lautsprecher oder Kopfhörer ließen sich nicht benutzen.</translation>
    </message>
    <message>
        <source>The loudspeakers or headphones give no sound any more.</source>
        <translation>Lautsprecher oder Kopfhörer geben keinen Ton mehr.</translation>
    </message>
    <message>
        <source>The sound system of this computer does not answer.</source>
        <translation>Das Tonsystem dieses Computers antwortet nicht.</translation>
    </message>
    <message>
        <source>Microphone of this computer</source>
        <translation>Mikrofon dieses Computers</translation>
    </message>
    <message>
        <source>The microphone {name} was not found. Plug it in, or choose another one.</source>
        <translation>Das Mikrofon {name} wurde nicht gefunden. Stecken Sie es ein oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The microphone {name} is used by another program. Close programs such as calls.</source>
        <translation>Das Mikrofon {name} wird von einem anderen Programm benutzt. Schließen Sie Programme wie Telefonie.</translation>
    </message>
    <message>
        <source>This computer does not let Recrutr use the microphone. Allow it in the system's privacy settings.</source>
        <translation>Dieser Computer lässt Recrutr das Mikrofon nicht nutzen. Erlauben Sie es in den Datenschutzeinstellungen des Systems.</translation>
    </message>
    <message>
        <source>The microphone {name} could not be started. Choose another one, or plug it in again.</source>
        <translation>Das Mikrofon {name} ließ sich nicht starten. Wählen Sie ein anderes oder stecken Sie es noch einmal ein.</translation>
    </message>
</context>
<context>
    <name>recorder.permit</name>
    <message>
        <source>Nothing is recorded before the notice has been acknowledged.</source>
        <translation>Nichts wird aufgezeichnet, bevor der Hinweis bestätigt ist.</translation>
    </message>
    <message>
        <source>The notice has changed. Read it again before anything is recorded.</source>
        <translation>Der Hinweis hat sich geändert. Lesen Sie ihn noch einmal, bevor etwas aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>This attempt is {value}; nothing is recorded any more.</source>
        <translation>Stand dieser Bearbeitung: {value}; es wird nichts mehr aufgezeichnet.</translation>
    </message>
    <message>
        <source>The notice does not say that the {kind} is captured.</source>
        <translation>Im Hinweis steht nicht, dass dies aufgenommen wird: {kind}.</translation>
    </message>
    <message>
        <source>Recording begins only when the attempt has started.</source>
        <translation>Die Aufzeichnung beginnt erst, wenn die Bearbeitung begonnen hat.</translation>
    </message>
</context>
<context>
    <name>recorder.recorder</name>
    <message>
        <source>The recording is running already.</source>
        <translation>Die Aufzeichnung läuft bereits.</translation>
    </message>
    <message>
        <source>The device cannot be changed while it is recorded.</source>
        <translation>Das Gerät lässt sich nicht wechseln, solange es aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>{why}: less is recorded.</source>
        <translation>{why}: Es wird weniger aufgezeichnet.</translation>
    </message>
    <message>
        <source>Looking for further displays failed; it is tried again.</source>
        <translation>Die Suche nach weiteren Bildschirmen schlug fehl; sie wird wiederholt.</translation>
    </message>
    <message>
        <source>How this computer copes could not be watched; it is tried again.</source>
        <translation>Wie dieser Computer zurechtkommt, ließ sich nicht beobachten; es wird wiederholt.</translation>
    </message>
    <message>
        <source>{why}: {change}.</source>
        <translation>{why}: {change}.</translation>
    </message>
    <message>
        <source>The {kind} did not stop in time; its last second may be missing.</source>
        <translation>Endete nicht rechtzeitig ({kind}); die letzte Sekunde fehlt möglicherweise.</translation>
    </message>
    <message>
        <source>{new} pictures a second instead of {old}</source>
        <translation>{new} Bilder pro Sekunde statt {old}</translation>
    </message>
    <message>
        <source>{new_width} x {new_height} instead of {old_width} x {old_height}</source>
        <translation>{new_width} x {new_height} statt {old_width} x {old_height}</translation>
    </message>
    <message>
        <source>{rate} and {size}</source>
        <translation>{rate} und {size}</translation>
    </message>
</context>
<context>
    <name>recorder.recording</name>
    <message>
        <source>Recording the {kind} failed; trying again.</source>
        <translation>Aufzeichnung schlug fehl ({kind}); neuer Versuch.</translation>
    </message>
    <message>
        <source>The {kind} is back.</source>
        <translation>Wieder da: {kind}.</translation>
    </message>
</context>
<context>
    <name>recorder.screen</name>
    <message>
        <source>No screen was found.</source>
        <translation>Es wurde kein Bildschirm gefunden.</translation>
    </message>
    <message>
        <source>{name} can no longer be recorded; trying again.</source>
        <translation>{name} lässt sich nicht mehr aufzeichnen; neuer Versuch.</translation>
    </message>
    <message>
        <source>{name} is not attached any more.</source>
        <translation>{name} ist nicht mehr angeschlossen.</translation>
    </message>
    <message>
        <source>No screen was found: this program runs without a display.</source>
        <translation>Es wurde kein Bildschirm gefunden: Dieses Programm läuft ohne Anzeige.</translation>
    </message>
    <message>
        <source>The display {display} does not answer.</source>
        <translation>Die Anzeige {display} antwortet nicht.</translation>
    </message>
    <message>
        <source>The screens of this computer could not be listed.</source>
        <translation>Die Bildschirme dieses Computers ließen sich nicht auflisten.</translation>
    </message>
    <message>
        <source>Screen {number} ({output}, {width} x {height})</source>
        <translation>Bildschirm {number} ({output}, {width} x {height})</translation>
    </message>
    <message>
        <source>Screen {number} ({width} x {height})</source>
        <translation>Bildschirm {number} ({width} x {height})</translation>
    </message>
</context>
<context>
    <name>recorder.still_codec</name>
    <message>
        <source>There is no picture to keep.</source>
        <translation>Es gibt kein Bild zum Behalten.</translation>
    </message>
</context>
<context>
    <name>recorder.stills</name>
    <message>
        <source>The recording is running already.</source>
        <translation>Die Aufzeichnung läuft bereits.</translation>
    </message>
    <message>
        <source>The camera stands still; waiting for it.</source>
        <translation>Die Kamera steht still; es wird gewartet.</translation>
    </message>
    <message>
        <source>The camera gave something that is no picture.</source>
        <translation>Die Kamera lieferte etwas, das kein Bild ist.</translation>
    </message>
    <message>
        <source>Whether the camera hangs could not be watched; it is tried again.</source>
        <translation>Ob die Kamera hängt, ließ sich nicht beobachten; es wird wiederholt.</translation>
    </message>
</context>
<context>
    <name>recorder.track</name>
    <message>
        <source>This recording has already ended.</source>
        <translation>Diese Aufzeichnung ist bereits beendet.</translation>
    </message>
</context>
<context>
    <name>recorder.trial</name>
    <message>
        <source>The trial recording has become too large; it ends here.</source>
        <translation>Die Probeaufzeichnung ist zu groß geworden; sie endet hier.</translation>
    </message>
</context>
<context>
    <name>recorder.wayland.portal</name>
    <message>
        <source>The screen was not shared. Choose the displays in your desktop's dialog and press Share; it will be asked again.</source>
        <translation>Der Bildschirm wurde nicht freigegeben. Wählen Sie im Dialog Ihres Desktops die Bildschirme und drücken Sie „Freigeben“; es wird noch einmal gefragt.</translation>
    </message>
    <message>
        <source>This desktop runs on Wayland and offers no way to share the screen (no xdg-desktop-portal). Install it, or choose the &quot;Xorg&quot; (X11) session at the login screen.</source>
        <translation>Dieser Desktop läuft unter Wayland und bietet keine Bildschirmfreigabe (kein xdg-desktop-portal). Installieren Sie es oder wählen Sie bei der Anmeldung die Sitzung „Xorg“ (X11).</translation>
    </message>
    <message>
        <source>The screen is not shared any more.</source>
        <translation>Der Bildschirm ist nicht mehr freigegeben.</translation>
    </message>
</context>
<context>
    <name>recorder.wayland.stream</name>
    <message>
        <source>Recording the screen on Wayland needs GStreamer with PipeWire. Install the packages gstreamer1.0-tools and gstreamer1.0-pipewire, or choose the &quot;Xorg&quot; (X11) session at the login screen.</source>
        <translation>Um unter Wayland den Bildschirm aufzuzeichnen, wird GStreamer mit PipeWire gebraucht. Installieren Sie die Pakete gstreamer1.0-tools und gstreamer1.0-pipewire oder wählen Sie bei der Anmeldung die Sitzung „Xorg“ (X11).</translation>
    </message>
    <message>
        <source>{name} is not shared any more; asking again.</source>
        <translation>{name} ist nicht mehr freigegeben; es wird noch einmal gefragt.</translation>
    </message>
</context>
<context>
    <name>runner.boxes.docker_door</name>
    <message>
        <source>Start Docker Desktop, or on Linux: sudo systemctl start docker</source>
        <translation>Starten Sie Docker Desktop oder unter Linux: sudo systemctl start docker</translation>
    </message>
    <message>
        <source>Add yourself to the group: sudo usermod -aG docker $USER, then log in again</source>
        <translation>Nehmen Sie sich in die Gruppe auf: sudo usermod -aG docker $USER, und melden Sie sich dann neu an</translation>
    </message>
    <message>
        <source>Install Docker (on Debian and Ubuntu: sudo apt install docker.io)</source>
        <translation>Installieren Sie Docker (unter Debian und Ubuntu: sudo apt install docker.io)</translation>
    </message>
    <message>
        <source>{fix}.</source>
        <translation>{fix}.</translation>
    </message>
    <message>
        <source>Docker works, but the image in which {layer} programs run is not on this machine.</source>
        <translation>Docker funktioniert, aber das Image, in dem Programme in {layer} laufen, ist nicht auf diesem Gerät.</translation>
    </message>
    <message>
        <source>Docker works, but the image in which these programs run is not on this machine.</source>
        <translation>Docker funktioniert, aber das Image, in dem diese Programme laufen, ist nicht auf diesem Gerät.</translation>
    </message>
    <message>
        <source>Build it: {command}.</source>
        <translation>Bauen Sie es: {command}.</translation>
    </message>
    <message>
        <source>Docker refused a step: {answer}</source>
        <translation>Docker verweigerte einen Schritt: {answer}</translation>
    </message>
    <message>
        <source>Docker at {address} does not answer.</source>
        <translation>Docker unter {address} antwortet nicht.</translation>
    </message>
    <message>
        <source>Docker is there, but you may not use it.</source>
        <translation>Docker ist da, aber Sie dürfen es nicht benutzen.</translation>
    </message>
    <message>
        <source>Docker at {address} cannot be reached.</source>
        <translation>Docker unter {address} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Docker is not installed on this machine.</source>
        <translation>Docker ist auf diesem Gerät nicht installiert.</translation>
    </message>
    <message>
        <source>Docker is not running.</source>
        <translation>Docker läuft nicht.</translation>
    </message>
    <message>
        <source>It was tried at {address}.</source>
        <translation>Versucht wurde es unter {address}.</translation>
    </message>
</context>
<context>
    <name>runner.checks</name>
    <message>
        <source>Every limit was tried and holds.</source>
        <translation>Jede Grenze wurde ausprobiert und hält.</translation>
    </message>
</context>
<context>
    <name>runner.doctor.findings</name>
    <message>
        <source>Look at the engine's own log, then try again</source>
        <translation>Sehen Sie in das Protokoll der Container-Engine und versuchen Sie es dann noch einmal</translation>
    </message>
    <message>
        <source>{fix}.</source>
        <translation>{fix}.</translation>
    </message>
</context>
<context>
    <name>runner.doctor.probes</name>
    <message>
        <source>A test program ran in {ms} ms.</source>
        <translation>Ein Testprogramm lief in {ms} ms.</translation>
    </message>
</context>
<context>
    <name>runner.execution</name>
    <message>
        <source>The machine was too busy to run it: it stood ready but did not get the processor. This says nothing about the program. Run it again when the machine has less to do.</source>
        <translation>Das Gerät war zu beschäftigt, um es auszuführen: Es stand bereit, bekam aber den Prozessor nicht. Das sagt nichts über das Programm. Führen Sie es noch einmal aus, wenn das Gerät weniger zu tun hat.</translation>
    </message>
    <message>
        <source>A file name may not begin with @, as {name} does.</source>
        <translation>Ein Dateiname darf nicht mit @ beginnen, wie {name} es tut.</translation>
    </message>
    <message>
        <source>The machine is too busy to compile. Try again when it has less to do.</source>
        <translation>Das Gerät ist zu beschäftigt, um zu kompilieren. Versuchen Sie es noch einmal, wenn es weniger zu tun hat.</translation>
    </message>
    <message>
        <source>It used more than {limit} of processor time.</source>
        <translation>Es verbrauchte mehr als {limit} Prozessorzeit.</translation>
    </message>
    <message>
        <source>It wrote a file larger than {limit}.</source>
        <translation>Es schrieb eine Datei, die größer ist als {limit}.</translation>
    </message>
    <message>
        <source>It wrote more than {limit}.</source>
        <translation>Es schrieb mehr als {limit}.</translation>
    </message>
    <message>
        <source>It needed more than {limit} of memory.</source>
        <translation>Es brauchte mehr als {limit} Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>It had not ended after {time}, though it used less than {limit} of processor time: it waits for something, such as more input, or sleeps.</source>
        <translation>Es war nach {time} nicht beendet, obwohl es weniger als {limit} Prozessorzeit verbrauchte: Es wartet auf etwas, etwa auf weitere Eingabe, oder schläft.</translation>
    </message>
    <message>
        <source>It was ended by signal {number} ({meaning}).</source>
        <translation>Es wurde durch Signal {number} beendet ({meaning}).</translation>
    </message>
    <message>
        <source>It ended with exit code {code} instead of 0.</source>
        <translation>Es endete mit dem Rückgabewert {code} statt 0.</translation>
    </message>
    <message>
        <source>it touched memory that is not its own, or recursed too deeply</source>
        <translation>es griff auf Speicher zu, der ihm nicht gehört, oder die Rekursion war zu tief</translation>
    </message>
    <message>
        <source>it touched memory that is not there</source>
        <translation>es griff auf Speicher zu, den es nicht gibt</translation>
    </message>
    <message>
        <source>it gave up by itself, as after a failed assertion, an exception that nobody caught, or when its own memory ran out</source>
        <translation>es gab von selbst auf, etwa nach einer verletzten Zusicherung, einer nicht abgefangenen Ausnahme oder als ihm der eigene Speicher ausging</translation>
    </message>
    <message>
        <source>impossible arithmetic, such as a division by zero</source>
        <translation>unmögliche Rechnung, etwa eine Teilung durch null</translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation>es wurde abgebrochen</translation>
    </message>
    <message>
        <source>it was asked to end</source>
        <translation>es wurde aufgefordert zu enden</translation>
    </message>
    <message>
        <source>an instruction that the processor does not know</source>
        <translation>ein Befehl, den der Prozessor nicht kennt</translation>
    </message>
    <message>
        <source>a check of its own runtime failed</source>
        <translation>eine Prüfung der eigenen Laufzeitumgebung schlug fehl</translation>
    </message>
    <message>
        <source>it wrote to where nobody reads any more</source>
        <translation>es schrieb dorthin, wo niemand mehr liest</translation>
    </message>
    <message>
        <source>it asked the system for what is not allowed here</source>
        <translation>es verlangte vom System etwas, das hier nicht erlaubt ist</translation>
    </message>
    <message>
        <source>one without a name</source>
        <translation>eines ohne Namen</translation>
    </message>
    <message>
        <source>{name}: {meaning}</source>
        <translation>{name}: {meaning}</translation>
    </message>
</context>
<context>
    <name>runner.feedback</name>
    <message>
        <source>It ran. Several answers may be right for this problem; the server decides.</source>
        <translation>Es lief. Bei dieser Aufgabe können mehrere Antworten richtig sein; der Server entscheidet.</translation>
    </message>
    <message>
        <source>It ran.</source>
        <translation>Es lief.</translation>
    </message>
    <message>
        <source>This problem reads no input: its tests call your code. Use Run instead.</source>
        <translation>Diese Aufgabe liest keine Eingabe: Ihre Tests rufen Ihren Code auf. Verwenden Sie stattdessen „Ausführen“.</translation>
    </message>
</context>
<context>
    <name>runner.judging.default_validator</name>
    <message>
        <source>The output ends too early.</source>
        <translation>Die Ausgabe endet zu früh.</translation>
    </message>
    <message>
        <source>The output goes on too long.</source>
        <translation>Die Ausgabe geht zu lange weiter.</translation>
    </message>
    <message>
        <source>The spaces or line ends differ here.</source>
        <translation>Hier weichen Leerzeichen oder Zeilenenden ab.</translation>
    </message>
    <message>
        <source>The first difference is here.</source>
        <translation>Hier ist der erste Unterschied.</translation>
    </message>
    <message>
        <source>The spaces or line ends at the end differ.</source>
        <translation>Am Ende weichen Leerzeichen oder Zeilenenden ab.</translation>
    </message>
</context>
<context>
    <name>runner.judging.told</name>
    <message>
        <source>Correct on every test.</source>
        <translation>Richtig bei jedem Test.</translation>
    </message>
    <message>
        <source>The problem itself has a fault; this says nothing about the program.</source>
        <translation>Die Aufgabe selbst hat einen Fehler; das sagt nichts über das Programm.</translation>
    </message>
    <message>
        <source>The program does not compile.</source>
        <translation>Das Programm kompiliert nicht.</translation>
    </message>
    <message>
        <source>The source is larger than {limit} KiB.</source>
        <translation>Der Quelltext ist größer als {limit} KiB.</translation>
    </message>
    <message>
        <source>Tests of {groups} ran together with the submitted code, which could have influenced them.</source>
        <translation>Tests von {groups} liefen zusammen mit dem abgegebenen Code, der sie hätte beeinflussen können.</translation>
    </message>
    <message>
        <source>{verdict}.</source>
        <translation>{verdict}.</translation>
    </message>
</context>
<context>
    <name>sync.addresses</name>
    <message>
        <source>“{base_url}” is not the address of a Recrutr server.</source>
        <translation>„{base_url}“ ist nicht die Adresse eines Recrutr-Servers.</translation>
    </message>
    <message>
        <source>This address would send everything readable for others on the way. Use its https:// form.</source>
        <translation>Diese Adresse würde alles so senden, dass andere unterwegs mitlesen können. Verwenden Sie sie mit https://.</translation>
    </message>
    <message>
        <source>What answered does not speak Recrutr's language. Check the address; in a hotel or company network you may have to sign in with a browser first.</source>
        <translation>Was geantwortet hat, spricht nicht die Sprache von Recrutr. Prüfen Sie die Adresse; im Netz eines Hotels oder einer Firma müssen Sie sich vielleicht zuerst mit einem Browser anmelden.</translation>
    </message>
</context>
<context>
    <name>sync.answers</name>
    <message>
        <source>The connection broke in the middle of an answer. Recrutr tries again.</source>
        <translation>Die Verbindung brach mitten in einer Antwort ab. Recrutr versucht es wieder.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a browser, sign in, then Recrutr goes on by itself.</source>
        <translation>Dieses Netz verlangt zuerst eine Anmeldung. Öffnen Sie einen Browser und melden Sie sich an, dann geht es mit Recrutr von selbst weiter.</translation>
    </message>
    <message>
        <source>Something between this computer and the server answered with error {status}. Recrutr tries again.</source>
        <translation>Etwas zwischen diesem Computer und dem Server antwortete mit Fehler {status}. Recrutr versucht es wieder.</translation>
    </message>
    <message>
        <source>The server's answer is longer than any answer may be.</source>
        <translation>Die Antwort des Servers ist länger, als eine Antwort sein darf.</translation>
    </message>
</context>
<context>
    <name>sync.bodies</name>
    <message>
        <source>A recorded segment has another size than was noted.</source>
        <translation>Ein aufgezeichnetes Stück hat eine andere Größe als vermerkt.</translation>
    </message>
    <message>
        <source>A recorded segment cannot be read from the disk.</source>
        <translation>Ein aufgezeichnetes Stück lässt sich nicht von der Festplatte lesen.</translation>
    </message>
    <message>
        <source>A recorded segment is no longer on the disk.</source>
        <translation>Ein aufgezeichnetes Stück ist nicht mehr auf der Festplatte.</translation>
    </message>
</context>
<context>
    <name>sync.client</name>
    <message>
        <source>The server's certificate could not be verified. Nothing was sent. Check the date of this computer; in a company network ask the IT department.</source>
        <translation>Das Zertifikat des Servers ließ sich nicht prüfen. Es wurde nichts gesendet. Prüfen Sie das Datum dieses Computers; im Netz einer Firma fragen Sie die IT-Abteilung.</translation>
    </message>
    <message>
        <source>The server did not answer in time. Recrutr tries again.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet. Recrutr versucht es wieder.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Your work is saved on this computer; Recrutr tries again.</source>
        <translation>Der Server ist nicht erreichbar. Ihre Arbeit ist auf diesem Computer gespeichert; Recrutr versucht es wieder.</translation>
    </message>
</context>
<context>
    <name>sync.evidence</name>
    <message>
        <source>the evidence file could not be written</source>
        <translation>die Beweisdatei ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>There is nothing to save before the attempt has started.</source>
        <translation>Vor Beginn der Bearbeitung gibt es nichts zu sichern.</translation>
    </message>
</context>
<context>
    <name>sync.refusals</name>
    <message>
        <source>This computer has not begun to work on the attempt; it has nothing to send.</source>
        <translation>Auf diesem Computer hat die Bearbeitung noch nicht begonnen; er hat nichts zu senden.</translation>
    </message>
    <message>
        <source>This attempt has been handed in already.</source>
        <translation>Diese Bearbeitung wurde bereits abgegeben.</translation>
    </message>
    <message>
        <source>This invitation has expired. Ask the employer for a new one.</source>
        <translation>Diese Einladung ist abgelaufen. Bitten Sie den Arbeitgeber um eine neue.</translation>
    </message>
    <message>
        <source>Many people use the server at this moment. Nothing was lost; Recrutr tries again by itself.</source>
        <translation>Gerade nutzen viele Menschen den Server. Nichts ging verloren; Recrutr versucht es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>The server cannot run programs at the moment. Please try again later.</source>
        <translation>Der Server kann im Augenblick keine Programme ausführen. Bitte versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The server cannot store anything at the moment. Nothing was lost; please try again later.</source>
        <translation>Der Server kann im Augenblick nichts speichern. Nichts ging verloren; bitte versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>There is more of the recordings than the server takes of one attempt. They stay here.</source>
        <translation>Es gibt mehr Aufzeichnungen, als der Server von einer Bearbeitung annimmt. Sie bleiben hier.</translation>
    </message>
    <message>
        <source>Everything about this attempt was deleted.</source>
        <translation>Alles zu dieser Bearbeitung wurde gelöscht.</translation>
    </message>
    <message>
        <source>This attempt continues on another computer. What this one still holds may be sent; nothing else.</source>
        <translation>Diese Bearbeitung geht auf einem anderen Computer weiter. Was dieser hier noch hat, darf gesendet werden; sonst nichts.</translation>
    </message>
    <message>
        <source>This receipt belongs to another attempt or device.</source>
        <translation>Diese Quittung gehört zu einer anderen Bearbeitung oder einem anderen Gerät.</translation>
    </message>
    <message>
        <source>The time of this attempt is over; nothing is run any more.</source>
        <translation>Die Zeit dieser Bearbeitung ist um; es wird nichts mehr ausgeführt.</translation>
    </message>
    <message>
        <source>This device is not signed in. Join with your code again.</source>
        <translation>Dieses Gerät ist nicht angemeldet. Treten Sie mit Ihrem Code noch einmal bei.</translation>
    </message>
    <message>
        <source>The request arrived too slowly. Nothing was lost; Recrutr tries again by itself.</source>
        <translation>Die Anfrage kam zu langsam an. Nichts ging verloren; Recrutr versucht es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>Something went wrong on the server. It has been noted; please try again later.</source>
        <translation>Auf dem Server ist etwas schiefgegangen. Es wurde festgehalten; bitte versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>You have said already how it was.</source>
        <translation>Sie haben schon gesagt, wie es war.</translation>
    </message>
    <message>
        <source>What was sent is larger than the server takes.</source>
        <translation>Was gesendet wurde, ist größer, als der Server annimmt.</translation>
    </message>
    <message>
        <source>This code no longer works: it has expired or was taken back.</source>
        <translation>Dieser Code gilt nicht mehr: Er ist abgelaufen oder wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>This code has been used already; it is good for one computer, once.</source>
        <translation>Dieser Code wurde schon benutzt; er gilt für einen Computer und nur einmal.</translation>
    </message>
    <message>
        <source>This attempt was begun on another device. Continue there, or ask the employer for a code to go on here.</source>
        <translation>Diese Bearbeitung wurde auf einem anderen Gerät begonnen. Machen Sie dort weiter, oder bitten Sie den Arbeitgeber um einen Code, um hier weiterzumachen.</translation>
    </message>
    <message>
        <source>This request is not signed by the computer that it names. Nothing was changed. Join on your own computer with your code.</source>
        <translation>Diese Anfrage ist nicht von dem Computer unterschrieben, den sie nennt. Nichts wurde geändert. Melden Sie sich an Ihrem eigenen Computer mit Ihrem Code an.</translation>
    </message>
    <message>
        <source>This app is too old for this server, which asks computers to prove who they are. Update the app, then join with the same code. Nothing was changed, and what is saved on this computer stays.</source>
        <translation>Diese App ist zu alt für diesen Server, der von Computern einen Nachweis verlangt, wer sie sind. Aktualisieren Sie die App und melden Sie sich dann mit demselben Code an. Nichts wurde geändert, und was auf diesem Computer gespeichert ist, bleibt.</translation>
    </message>
    <message>
        <source>This very request was answered before. Nothing was changed. Join again.</source>
        <translation>Genau diese Anfrage wurde schon beantwortet. Nichts wurde geändert. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>This request was too long on its way. Nothing was changed. Join again.</source>
        <translation>Diese Anfrage war zu lange unterwegs. Nichts wurde geändert. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <source>This code is not known. Check it for typing mistakes.</source>
        <translation>Dieser Code ist nicht bekannt. Prüfen Sie ihn auf Tippfehler.</translation>
    </message>
    <message>
        <source>This journal differs from the one stored before. It was kept aside, and a person will look at it.</source>
        <translation>Dieses Protokoll weicht von dem ab, das zuvor gespeichert wurde. Es wurde beiseitegelegt, und ein Mensch wird es sich ansehen.</translation>
    </message>
    <message>
        <source>Something is missing before what was sent. Recrutr sends it again by itself.</source>
        <translation>Vor dem, was gesendet wurde, fehlt etwas. Recrutr sendet es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>This data was deleted: its key no longer exists.</source>
        <translation>Diese Daten wurden gelöscht: Ihr Schlüssel existiert nicht mehr.</translation>
    </message>
    <message>
        <source>The server has no key for this attempt.</source>
        <translation>Der Server hat keinen Schlüssel für diese Bearbeitung.</translation>
    </message>
    <message>
        <source>Nobody looks, so nothing is kept.</source>
        <translation>Niemand sieht zu, also wird nichts behalten.</translation>
    </message>
    <message>
        <source>A message with this number says something else already.</source>
        <translation>Eine Nachricht mit dieser Nummer sagt schon etwas anderes.</translation>
    </message>
    <message>
        <source>This attempt has been used on as many computers as is possible.</source>
        <translation>Diese Bearbeitung lief schon auf so vielen Computern, wie möglich sind.</translation>
    </message>
    <message>
        <source>This does not exist, or you may not see it.</source>
        <translation>Das gibt es nicht, oder Sie dürfen es nicht sehen.</translation>
    </message>
    <message>
        <source>The notice has changed. Please read it again.</source>
        <translation>Der Hinweis hat sich geändert. Bitte lesen Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>The notice has to be read on this computer first.</source>
        <translation>Der Hinweis muss zuerst auf diesem Computer gelesen werden.</translation>
    </message>
    <message>
        <source>Too many tries. Please wait a little.</source>
        <translation>Zu viele Versuche. Bitte warten Sie ein wenig.</translation>
    </message>
    <message>
        <source>Nothing was typed for some minutes, so the server ended the program. Run it again to go on.</source>
        <translation>Einige Minuten lang wurde nichts getippt, deshalb hat der Server das Programm beendet. Führen Sie es noch einmal aus, um weiterzumachen.</translation>
    </message>
    <message>
        <source>What was typed did not arrive in its order. Run the program again.</source>
        <translation>Was getippt wurde, kam nicht der Reihe nach an. Führen Sie das Programm noch einmal aus.</translation>
    </message>
    <message>
        <source>Too many runs wait on the server. Please try again in a moment.</source>
        <translation>Auf dem Server warten zu viele Läufe. Bitte versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>This server does not run programs for candidates.</source>
        <translation>Dieser Server führt für Sie keine Programme aus.</translation>
    </message>
    <message>
        <source>Your run before this one is not over yet.</source>
        <translation>Ihr vorheriger Lauf ist noch nicht zu Ende.</translation>
    </message>
    <message>
        <source>The program to which this was typed has ended.</source>
        <translation>Das Programm, für das getippt wurde, ist zu Ende.</translation>
    </message>
    <message>
        <source>A recording was damaged on its way. Recrutr sends it again by itself.</source>
        <translation>Eine Aufzeichnung wurde unterwegs beschädigt. Recrutr sendet sie von selbst noch einmal.</translation>
    </message>
    <message>
        <source>The server holds another recording in the place of this one.</source>
        <translation>Der Server hat an der Stelle dieser Aufzeichnung eine andere.</translation>
    </message>
    <message>
        <source>This server is about to end. Please try again in a moment.</source>
        <translation>Dieser Server wird gerade beendet. Bitte versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>This attempt may not begin yet. Everything can be checked until then.</source>
        <translation>Diese Bearbeitung darf noch nicht beginnen. Bis dahin lässt sich alles prüfen.</translation>
    </message>
    <message>
        <source>What arrived is not what was handed in. Recrutr sends it again by itself.</source>
        <translation>Was ankam, ist nicht das, was abgegeben wurde. Recrutr sendet es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>No more submissions are possible in this attempt.</source>
        <translation>In dieser Bearbeitung sind keine weiteren Abgaben möglich.</translation>
    </message>
    <message>
        <source>Another source was handed in under this number before.</source>
        <translation>Unter dieser Nummer wurde zuvor ein anderer Quelltext abgegeben.</translation>
    </message>
    <message>
        <source>The notice did not tell you of this recording, so the server does not accept it.</source>
        <translation>Der Hinweis hat diese Aufzeichnung nicht genannt, deshalb nimmt der Server sie nicht an.</translation>
    </message>
    <message>
        <source>This recording was announced differently before.</source>
        <translation>Diese Aufzeichnung wurde zuvor anders angekündigt.</translation>
    </message>
    <message>
        <source>The server does not know this recording yet.</source>
        <translation>Der Server kennt diese Aufzeichnung noch nicht.</translation>
    </message>
    <message>
        <source>The server gave no reason.</source>
        <translation>Der Server hat keinen Grund genannt.</translation>
    </message>
    <message>
        <source>This attempt has not been started yet.</source>
        <translation>Diese Bearbeitung wurde noch nicht gestartet.</translation>
    </message>
    <message>
        <source>This attempt is being worked on; that is possible only after handing in.</source>
        <translation>Diese Bearbeitung läuft noch; das geht erst nach der Abgabe.</translation>
    </message>
    <message>
        <source>You have withdrawn from this attempt.</source>
        <translation>Sie haben diese Bearbeitung abgebrochen.</translation>
    </message>
    <message>
        <source>This app and this server do not fit. Update the app.</source>
        <translation>Diese App und dieser Server passen nicht zusammen. Aktualisieren Sie die App.</translation>
    </message>
    <message>
        <source>This language is not offered here.</source>
        <translation>Diese Sprache wird hier nicht angeboten.</translation>
    </message>
    <message>
        <source>There is no such problem in this assessment.</source>
        <translation>Eine solche Aufgabe gibt es in diesem Assessment nicht.</translation>
    </message>
    <message>
        <source>The source is too large, or cannot be read.</source>
        <translation>Der Quelltext ist zu groß oder nicht lesbar.</translation>
    </message>
    <message>
        <source>Your own cases are too large together.</source>
        <translation>Ihre eigenen Fälle sind zusammen zu groß.</translation>
    </message>
    <message>
        <source>Your own input is too large.</source>
        <translation>Ihre eigene Eingabe ist zu groß.</translation>
    </message>
    <message>
        <source>The server says: {message}</source>
        <translation>Der Server sagt: {message}</translation>
    </message>
    <message>
        <source>The app asked at another address than this server's own, which is {address}. Nothing was changed. Join at that address if your invitation names it; otherwise ask the person who invited you.</source>
        <translation>Die App hat unter einer anderen Adresse angefragt als der eigenen dieses Servers: {address}. Nichts wurde geändert. Melden Sie sich unter dieser Adresse an, wenn Ihre Einladung sie nennt; fragen Sie sonst die Person, die Sie eingeladen hat.</translation>
    </message>
</context>
<context>
    <name>sync.restoring</name>
    <message>
        <source>The server's acknowledgement is for another attempt or device.</source>
        <translation>Die Bestätigung des Servers gilt einer anderen Bearbeitung oder einem anderen Gerät.</translation>
    </message>
    <message>
        <source>The server has newer work of yours than this computer holds.</source>
        <translation>Der Server hat neuere Arbeit von Ihnen als dieser Computer.</translation>
    </message>
    <message>
        <source>The server has other work of this attempt than this computer holds.</source>
        <translation>Der Server hat zu dieser Bearbeitung andere Arbeit als dieser Computer.</translation>
    </message>
    <message>
        <source>The server's ticket is for another attempt or device.</source>
        <translation>Der Startschein des Servers gilt einer anderen Bearbeitung oder einem anderen Gerät.</translation>
    </message>
    <message>
        <source>What the server gave back does not end where it says.</source>
        <translation>Was der Server zurückgab, endet nicht, wo er es sagt.</translation>
    </message>
    <message>
        <source>recordings could not be taken over</source>
        <translation>Aufzeichnungen ließen sich nicht übernehmen</translation>
    </message>
</context>
<context>
    <name>sync.sending</name>
    <message>
        <source>A recorded segment was changed or damaged on the disk.</source>
        <translation>Ein Stück der Aufzeichnung wurde auf dem Datenträger verändert oder beschädigt.</translation>
    </message>
    <message>
        <source>The server took entries but does not confirm them.</source>
        <translation>Der Server nahm Einträge an, bestätigt sie aber nicht.</translation>
    </message>
    <message>
        <source>The server has countersigned another receipt than ours.</source>
        <translation>Der Server hat eine andere Quittung gegengezeichnet als unsere.</translation>
    </message>
    <message>
        <source>A recording was damaged on its way.</source>
        <translation>Eine Aufzeichnung wurde unterwegs beschädigt.</translation>
    </message>
    <message>
        <source>The server confirms another recording than the one sent.</source>
        <translation>Der Server bestätigt eine andere Aufzeichnung als die gesendete.</translation>
    </message>
    <message>
        <source>A recorded segment cannot be read from the disk.</source>
        <translation>Ein aufgezeichnetes Stück lässt sich nicht von der Festplatte lesen.</translation>
    </message>
</context>
<context>
    <name>sync.store.attempts</name>
    <message>
        <source>This computer holds an earlier part of this attempt; it cannot also be the one that goes on.</source>
        <translation>Dieser Computer hat einen früheren Teil dieser Bearbeitung; er kann nicht auch der sein, der weitermacht.</translation>
    </message>
    <message>
        <source>There is no saved work of this attempt on this computer.</source>
        <translation>Auf diesem Computer ist keine Arbeit dieser Bearbeitung gespeichert.</translation>
    </message>
    <message>
        <source>some files of the deleted attempt are still there</source>
        <translation>einige Dateien der gelöschten Bearbeitung sind noch da</translation>
    </message>
    <message>
        <source>the folder for your work could not be made</source>
        <translation>der Ordner für Ihre Arbeit ließ sich nicht anlegen</translation>
    </message>
    <message>
        <source>the saved work could not be put aside</source>
        <translation>die gespeicherte Arbeit ließ sich nicht beiseitelegen</translation>
    </message>
    <message>
        <source>the saved work could not be set back in its place</source>
        <translation>die gespeicherte Arbeit ließ sich nicht an ihren Platz zurücksetzen</translation>
    </message>
    <message>
        <source>The keyring holds another key than the one the work was saved with. Nothing has been changed.</source>
        <translation>Der Schlüsselbund hat einen anderen Schlüssel als den, mit dem die Arbeit gespeichert wurde. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The note beside the saved work, which says where its key is, is missing or damaged.</source>
        <translation>Der Zettel neben der gespeicherten Arbeit, auf dem steht, wo ihr Schlüssel ist, fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>The invitation code is missing.</source>
        <translation>Der Einladungscode fehlt.</translation>
    </message>
</context>
<context>
    <name>sync.store.database</name>
    <message>
        <source>The key of the store has a wrong size.</source>
        <translation>Der Schlüssel des Speichers hat eine falsche Länge.</translation>
    </message>
    <message>
        <source>This work was saved by a newer Recrutr. Install that version again; nothing has been changed.</source>
        <translation>Diese Arbeit wurde mit einem neueren Recrutr gespeichert. Installieren Sie diese Version wieder; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>the folder with your saved work could not be written</source>
        <translation>der Ordner mit Ihrer gespeicherten Arbeit ließ sich nicht beschreiben</translation>
    </message>
    <message>
        <source>The file with your saved work was changed or damaged. It has been left as it is.</source>
        <translation>Die Datei mit Ihrer gespeicherten Arbeit wurde verändert oder beschädigt. Sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The disk reported an error while saving. Your work is kept in memory and tried again.</source>
        <translation>Die Festplatte meldete beim Speichern einen Fehler. Ihre Arbeit bleibt im Arbeitsspeicher, und es wird wieder versucht.</translation>
    </message>
    <message>
        <source>The disk is full. Your work is kept in memory; free some space and it is saved by itself.</source>
        <translation>Die Festplatte ist voll. Ihre Arbeit bleibt im Arbeitsspeicher; schaffen Sie Platz, dann wird von selbst gespeichert.</translation>
    </message>
    <message>
        <source>Another program holds the file with your saved work. Close it.</source>
        <translation>Ein anderes Programm hält die Datei mit Ihrer gespeicherten Arbeit fest. Schließen Sie es.</translation>
    </message>
    <message>
        <source>The file with your saved work cannot be opened.</source>
        <translation>Die Datei mit Ihrer gespeicherten Arbeit lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>The file with your saved work may not be written.</source>
        <translation>Die Datei mit Ihrer gespeicherten Arbeit darf nicht beschrieben werden.</translation>
    </message>
    <message>
        <source>This computer has run out of memory.</source>
        <translation>Diesem Computer ist der Arbeitsspeicher ausgegangen.</translation>
    </message>
    <message>
        <source>The folder with your saved work was deleted or moved while Recrutr was open.</source>
        <translation>Der Ordner mit Ihrer gespeicherten Arbeit wurde gelöscht oder verschoben, während Recrutr offen war.</translation>
    </message>
    <message>
        <source>The file with your saved work is not there.</source>
        <translation>Die Datei mit Ihrer gespeicherten Arbeit ist nicht da.</translation>
    </message>
    <message>
        <source>There is saved work already; it is not overwritten.</source>
        <translation>Es gibt bereits gespeicherte Arbeit; sie wird nicht überschrieben.</translation>
    </message>
    <message>
        <source>The saved work does not open with the key of this computer. The file has been left as it is.</source>
        <translation>Die gespeicherte Arbeit lässt sich mit dem Schlüssel dieses Computers nicht öffnen. Die Datei blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The file in the place of your saved work is not one of Recrutr's, or was cut. It has been left as it is.</source>
        <translation>Die Datei am Platz Ihrer gespeicherten Arbeit ist nicht von Recrutr oder wurde abgeschnitten. Sie blieb, wie sie ist.</translation>
    </message>
</context>
<context>
    <name>sync.store.folders</name>
    <message>
        <source>The disk is full: {what}. Free some space; Recrutr goes on by itself.</source>
        <translation>Die Festplatte ist voll: {what}. Schaffen Sie Platz; Recrutr macht von selbst weiter.</translation>
    </message>
    <message>
        <source>This folder cannot be written: {what}.</source>
        <translation>Dieser Ordner lässt sich nicht beschreiben: {what}.</translation>
    </message>
    <message>
        <source>The disk reported an error ({reason}): {what}.</source>
        <translation>Die Festplatte meldete einen Fehler ({reason}): {what}.</translation>
    </message>
    <message>
        <source>a folder for your work could not be made</source>
        <translation>ein Ordner für Ihre Arbeit ließ sich nicht anlegen</translation>
    </message>
    <message>
        <source>{name} could not be written</source>
        <translation>{name} ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>the lock file could not be opened</source>
        <translation>die Sperrdatei ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>the lock file could not be locked</source>
        <translation>die Sperrdatei konnte nicht gesperrt werden</translation>
    </message>
    <message>
        <source>Recrutr is already open with this work. Go to the other window, or close it and try again.</source>
        <translation>Recrutr ist mit dieser Arbeit bereits geöffnet. Gehen Sie zum anderen Fenster oder schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>sync.store.freshness</name>
    <message>
        <source>A part of the saved work on this computer is older than the rest, or does not belong to it. It has been left as it is.</source>
        <translation>Ein Teil der auf diesem Computer gespeicherten Arbeit ist älter als der Rest oder gehört nicht dazu. Er blieb, wie er ist.</translation>
    </message>
</context>
<context>
    <name>sync.store.handing_in</name>
    <message>
        <source>The source has {size} bytes; the most is {most}.</source>
        <translation>Der Quelltext hat {size} Bytes; höchstens {most} sind erlaubt.</translation>
    </message>
    <message>
        <source>The digest does not match the source.</source>
        <translation>Die Prüfsumme passt nicht zum Quelltext.</translation>
    </message>
    <message>
        <source>The attempt continues on another computer: nothing more is recorded here.</source>
        <translation>Die Bearbeitung geht auf einem anderen Computer weiter: Hier wird nichts mehr aufgezeichnet.</translation>
    </message>
    <message>
        <source>The work is finished: nothing more is recorded.</source>
        <translation>Die Arbeit ist beendet: Es wird nichts mehr aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>sync.store.headers</name>
    <message>
        <source>The record of your work on this computer was changed or damaged.</source>
        <translation>Das Protokoll Ihrer Arbeit auf diesem Computer wurde verändert oder beschädigt.</translation>
    </message>
</context>
<context>
    <name>sync.store.journal</name>
    <message>
        <source>The record of your work on this computer was changed or damaged. It has been left as it is.</source>
        <translation>Das Protokoll Ihrer Arbeit auf diesem Computer wurde verändert oder beschädigt. Es blieb, wie es ist.</translation>
    </message>
</context>
<context>
    <name>sync.store.keys</name>
    <message>
        <source>The keyring did not let Recrutr remove its key.</source>
        <translation>Der Schlüsselbund ließ Recrutr seinen Schlüssel nicht entfernen.</translation>
    </message>
    <message>
        <source>The passphrase must have at least {least} characters.</source>
        <translation>Die Passphrase muss mindestens {least} Zeichen haben.</translation>
    </message>
    <message>
        <source>The file with the wrapped key cannot be read.</source>
        <translation>Die Datei mit dem eingepackten Schlüssel lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The file with the wrapped key is damaged.</source>
        <translation>Die Datei mit dem eingepackten Schlüssel ist beschädigt.</translation>
    </message>
    <message>
        <source>This passphrase or code does not open the work saved on this computer. Nothing was changed.</source>
        <translation>Diese Passphrase oder dieser Code öffnet die auf diesem Computer gespeicherte Arbeit nicht. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The file with the wrapped key cannot be removed.</source>
        <translation>Die Datei mit dem eingepackten Schlüssel lässt sich nicht entfernen.</translation>
    </message>
    <message>
        <source>The key of the work saved on this computer is no longer in the keyring. The saved work cannot be opened without it and has not been touched; what was already sent is safe with the server.</source>
        <translation>Der Schlüssel der auf diesem Computer gespeicherten Arbeit ist nicht mehr im Schlüsselbund. Ohne ihn lässt sie sich nicht öffnen, und sie wurde nicht angerührt; was bereits gesendet war, ist beim Server sicher.</translation>
    </message>
    <message>
        <source>The key of the work saved here is in a file that only opens with your invitation code. Type the code.</source>
        <translation>Der Schlüssel der hier gespeicherten Arbeit liegt in einer Datei, die sich nur mit Ihrem Einladungscode öffnet. Geben Sie den Code ein.</translation>
    </message>
    <message>
        <source>This computer now uses another keyring than when the work was saved. Start Recrutr again in the session or with the keyring you used before; nothing has been changed.</source>
        <translation>Dieser Computer benutzt jetzt einen anderen Schlüsselbund als beim Speichern der Arbeit. Starten Sie Recrutr in der Sitzung oder mit dem Schlüsselbund von vorher; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>This computer has no keyring in which Recrutr could keep its key. Type your invitation code or a passphrase; the key is then kept in a file that only opens with it.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, in dem Recrutr seinen Schlüssel verwahren könnte. Geben Sie Ihren Einladungscode oder eine Passphrase ein; der Schlüssel liegt dann in einer Datei, die sich nur damit öffnet.</translation>
    </message>
    <message>
        <source>The keyring of this computer has not answered yet. It may be asking for its password in its own window.</source>
        <translation>Der Schlüsselbund dieses Computers hat noch nicht geantwortet. Vielleicht fragt er in einem eigenen Fenster nach seinem Passwort.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked. Unlock it (sign in to your desktop session) and try again.</source>
        <translation>Der Schlüsselbund dieses Computers ist gesperrt. Entsperren Sie ihn (melden Sie sich an Ihrer Desktopsitzung an) und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The keyring of this computer does not answer. Sign in to your desktop session again, then try again.</source>
        <translation>Der Schlüsselbund dieses Computers antwortet nicht. Melden Sie sich neu an Ihrer Desktopsitzung an und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The keyring of this computer did not hand out the key. Try again, and allow it when you are asked.</source>
        <translation>Der Schlüsselbund dieses Computers gab den Schlüssel nicht heraus. Versuchen Sie es noch einmal und erlauben Sie es, wenn Sie gefragt werden.</translation>
    </message>
</context>
<context>
    <name>sync.store.media</name>
    <message>
        <source>The disk is nearly full, so the {kind} is not recorded until {megabytes} MB are free.</source>
        <translation>Die Festplatte ist fast voll; deshalb ruht diese Aufzeichnung, bis {megabytes} MB frei sind: {kind}.</translation>
    </message>
    <message>
        <source>a piece of the recording could not be written</source>
        <translation>ein Stück der Aufzeichnung ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>The disk is full, so recording has stopped until there is room.</source>
        <translation>Die Festplatte ist voll; deshalb ruht die Aufzeichnung, bis wieder Platz ist.</translation>
    </message>
</context>
<context>
    <name>sync.store.outbox</name>
    <message>
        <source>The source that was handed in could not be rebuilt from the record. Hand it in again.</source>
        <translation>Der abgegebene Quelltext ließ sich nicht aus dem Protokoll wiederherstellen. Geben Sie ihn noch einmal ab.</translation>
    </message>
</context>
<context>
    <name>sync.store.reading</name>
    <message>
        <source>Part of the work that was saved on this computer is no longer there. What is left has not been changed.</source>
        <translation>Ein Teil der auf diesem Computer gespeicherten Arbeit ist nicht mehr da. Was übrig ist, wurde nicht geändert.</translation>
    </message>
    <message>
        <source>The saved work lacks a part ({name}).</source>
        <translation>Der gespeicherten Arbeit fehlt ein Teil ({name}).</translation>
    </message>
</context>
<context>
    <name>sync.store.repair</name>
    <message>
        <source>Recrutr ended before the recording did; what follows until the next start is missing.</source>
        <translation>Recrutr endete vor der Aufzeichnung; was bis zum nächsten Start folgt, fehlt.</translation>
    </message>
    <message>
        <source>an unfinished recording could not be repaired</source>
        <translation>eine unvollständige Aufzeichnung ließ sich nicht reparieren</translation>
    </message>
    <message>
        <source>The recordings' folder cannot be read.</source>
        <translation>Der Ordner der Aufzeichnungen lässt sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>sync.store.store</name>
    <message>
        <source>The server answered for another attempt.</source>
        <translation>Der Server antwortete für eine andere Bearbeitung.</translation>
    </message>
    <message>
        <source>The server's ticket is for another attempt or device.</source>
        <translation>Der Startschein des Servers gilt einer anderen Bearbeitung oder einem anderen Gerät.</translation>
    </message>
    <message>
        <source>The server has changed the ticket of a started attempt.</source>
        <translation>Der Server hat den Startschein einer begonnenen Bearbeitung geändert.</translation>
    </message>
    <message>
        <source>The server's answer lacks the work of the earlier computer.</source>
        <translation>In der Antwort des Servers fehlt die Arbeit des früheren Computers.</translation>
    </message>
    <message>
        <source>The server's word on the time is for another attempt.</source>
        <translation>Die Zeitangabe des Servers gilt einer anderen Bearbeitung.</translation>
    </message>
    <message>
        <source>The disk does not answer. Your work is kept in memory.</source>
        <translation>Die Festplatte antwortet nicht. Ihre Arbeit bleibt im Arbeitsspeicher.</translation>
    </message>
</context>
<context>
    <name>sync.store.writer</name>
    <message>
        <source>The saved work has been closed already.</source>
        <translation>Die gespeicherte Arbeit ist bereits geschlossen.</translation>
    </message>
    <message>
        <source>Too much is waiting to be saved. Stop typing and free some space on the disk.</source>
        <translation>Es wartet zu viel darauf, gespeichert zu werden. Hören Sie auf zu tippen und schaffen Sie Platz auf der Festplatte.</translation>
    </message>
    <message numerus="yes">
        <source>{n} changes could not be saved: the disk did not take them.</source>
        <extracomment>For one: {n} change could not be saved: the disk did not take it.</extracomment>
        <translation><numerusform>{n} Änderung ließ sich nicht speichern: Die Festplatte nahm sie nicht an.</numerusform><numerusform>{n} Änderungen ließen sich nicht speichern: Die Festplatte nahm sie nicht an.</numerusform></translation>
    </message>
    <message>
        <source>Saving has stopped because of an error in Recrutr. Restart it.</source>
        <translation>Das Speichern hat wegen eines Fehlers in Recrutr aufgehört. Starten Sie es neu.</translation>
    </message>
    <message>
        <source>Nothing can be recorded before the attempt has started.</source>
        <translation>Nichts kann aufgezeichnet werden, bevor die Bearbeitung begonnen hat.</translation>
    </message>
</context>
<context>
    <name>ui.after</name>
    <message>
        <source>A copy of everything</source>
        <translation>Eine Kopie von allem</translation>
    </message>
    <message>
        <source>A correction, or a reply to what was noted</source>
        <translation>Eine Berichtigung oder eine Antwort auf das, was vermerkt wurde</translation>
    </message>
    <message>
        <source>An explanation of a result or of what was noted</source>
        <translation>Eine Erklärung eines Ergebnisses oder eines Vermerks</translation>
    </message>
    <message>
        <source>Another human to look at a result</source>
        <translation>Dass ein anderer Mensch ein Ergebnis prüft</translation>
    </message>
    <message>
        <source>To object to the use of my data</source>
        <translation>Der Nutzung meiner Daten widersprechen</translation>
    </message>
    <message>
        <source>That my data is kept but not used</source>
        <translation>Dass meine Daten aufbewahrt, aber nicht genutzt werden</translation>
    </message>
    <message>
        <source>Everything that anybody did with your attempt stands here; the organisation sees the same list.</source>
        <translation>Alles, was irgendjemand mit Ihrer Bearbeitung getan hat, steht hier; die Organisation sieht dieselbe Liste.</translation>
    </message>
    <message>
        <source>Observations, not judgements. You can reply before anything is decided.</source>
        <translation>Beobachtungen, keine Urteile. Sie können antworten, bevor etwas entschieden wird.</translation>
    </message>
    <message>
        <source>Deletion has a button of its own on the page behind this one. A person answers each request within a month.</source>
        <translation>Die Löschung hat einen eigenen Knopf auf der Seite dahinter. Jede Anfrage beantwortet ein Mensch innerhalb eines Monats.</translation>
    </message>
    <message>
        <source>Your attempt</source>
        <translation>Ihre Bearbeitung</translation>
    </message>
    <message>
        <source>Your &amp;work</source>
        <translation>Ihre &amp;Arbeit</translation>
    </message>
    <message>
        <source>What is &amp;held</source>
        <translation>&amp;Gespeichertes</translation>
    </message>
    <message>
        <source>Who &amp;looked</source>
        <translation>&amp;Einsicht</translation>
    </message>
    <message>
        <source>&amp;Noted</source>
        <translation>&amp;Vermerke</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Received. How it stands is shown above.</source>
        <translation>Eingegangen. Der Stand wird oben angezeigt.</translation>
    </message>
    <message>
        <source>&amp;Requests</source>
        <translation>An&amp;fragen</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie speichern …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Your attempt at {organisation}</source>
        <translation>Ihre Bearbeitung bei {organisation}</translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation>Gespeichert als {name} im Ordner „{folder}“.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Der Server wird gefragt …</translation>
    </message>
    <message>
        <source>{what}: {how_much}</source>
        <translation>{what}: {how_much}</translation>
    </message>
    <message>
        <source>{what}: {kept}</source>
        <translation>{what}: {kept}</translation>
    </message>
    <message>
        <source>What you were told, and how long it is kept</source>
        <translation>Was Ihnen mitgeteilt wurde und wie lange es aufbewahrt wird</translation>
    </message>
    <message>
        <source>{when}: {who} {did_what}</source>
        <translation>{when}: {who} {did_what}</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>Geteilt mit</translation>
    </message>
    <message>
        <source>What else could explain it: {innocent}</source>
        <translation>Was es sonst erklären könnte: {innocent}</translation>
    </message>
    <message>
        <source>Reply…</source>
        <translation>Antworten …</translation>
    </message>
    <message>
        <source>Reply to: {words}</source>
        <translation>Antwort auf: {words}</translation>
    </message>
    <message>
        <source>{kind}: {state}. Received {received}, answer by {due}.</source>
        <translation>{kind}: {state}. Eingegangen {received}, Antwort bis {due}.</translation>
    </message>
    <message>
        <source>You have not asked for anything yet.</source>
        <translation>Sie haben noch um nichts gebeten.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Your reply to “{words}”. Whoever may read the report of your work reads it beside this observation.</source>
        <translation>Ihre Antwort auf „{words}“. Wer den Bericht über Ihre Arbeit lesen darf, liest sie neben dieser Beobachtung.</translation>
    </message>
    <message>
        <source>In your words</source>
        <translation>In Ihren Worten</translation>
    </message>
    <message>
        <source>In your words (if you like)</source>
        <translation>In Ihren Worten (wenn Sie möchten)</translation>
    </message>
    <message>
        <source>Ask for something</source>
        <translation>Um etwas bitten</translation>
    </message>
    <message>
        <source>Save a copy of everything</source>
        <translation>Eine Kopie von allem speichern</translation>
    </message>
</context>
<context>
    <name>ui.background</name>
    <message>
        <source>Show Recrutr</source>
        <translation>Recrutr zeigen</translation>
    </message>
    <message>
        <source>Quit…</source>
        <translation>Beenden …</translation>
    </message>
    <message>
        <source>Quit before everything is sent?</source>
        <translation>Beenden, bevor alles gesendet ist?</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go on sending</source>
        <translation>Weiter senden</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
</context>
<context>
    <name>ui.diagnostics</name>
    <message numerus="yes">
        <source>… and {n} more lines</source>
        <extracomment>For one: … and {n} more line</extracomment>
        <translation><numerusform>… und {n} weitere Zeile</numerusform><numerusform>… und {n} weitere Zeilen</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n:,} more characters</source>
        <extracomment>For one: {n:,} more character</extracomment>
        <translation><numerusform>{n:,} weiteres Zeichen</numerusform><numerusform>{n:,} weitere Zeichen</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.impression</name>
    <message>
        <source>How was it?</source>
        <translation>Wie war es?</translation>
    </message>
    <message>
        <source>A few questions, if you like. Your answers are no part of your evaluation.</source>
        <translation>Einige Fragen, wenn Sie möchten. Ihre Antworten gehen nicht in Ihre Bewertung ein.</translation>
    </message>
    <message>
        <source>Thank you for telling how it was.</source>
        <translation>Danke, dass Sie gesagt haben, wie es war.</translation>
    </message>
    <message>
        <source>It is kept here and sent as soon as there is a connection.</source>
        <translation>Es wird hier behalten und gesendet, sobald eine Verbindung da ist.</translation>
    </message>
    <message>
        <source>How easy was it to work with Recrutr?</source>
        <translation>Wie leicht ließ sich mit Recrutr arbeiten?</translation>
    </message>
    <message>
        <source>Very hard</source>
        <translation>Sehr schwer</translation>
    </message>
    <message>
        <source>Hard</source>
        <translation>Schwer</translation>
    </message>
    <message>
        <source>In between</source>
        <translation>Dazwischen</translation>
    </message>
    <message>
        <source>Easy</source>
        <translation>Leicht</translation>
    </message>
    <message>
        <source>Very easy</source>
        <translation>Sehr leicht</translation>
    </message>
    <message>
        <source>How fair was it?</source>
        <translation>Wie gerecht war es?</translation>
    </message>
    <message>
        <source>Not fair at all</source>
        <translation>Gar nicht gerecht</translation>
    </message>
    <message>
        <source>Not fair</source>
        <translation>Nicht gerecht</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Gerecht</translation>
    </message>
    <message>
        <source>Very fair</source>
        <translation>Sehr gerecht</translation>
    </message>
    <message>
        <source>Read as you write it: leave out what tells who you are.</source>
        <translation>Wird gelesen, wie Sie es schreiben: Lassen Sie weg, was verrät, wer Sie sind.</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>You need not answer, and you may leave out what you like. {organisation} reads the answers of {least_together} or more candidates together, without names. They stand in no report and are no part of your evaluation. You see yours on your page, and they are deleted with your attempt.</source>
        <translation>Sie müssen nicht antworten und dürfen weglassen, was Sie möchten. {organisation} liest die Antworten von {least_together} oder mehr Bewerbungen gemeinsam, ohne Namen. Sie stehen in keinem Bericht und gehen nicht in Ihre Bewertung ein. Ihre eigenen sehen Sie auf Ihrer Seite; sie werden mit Ihrer Bearbeitung gelöscht.</translation>
    </message>
    <message>
        <source>Say how it was…</source>
        <translation>Sagen, wie es war …</translation>
    </message>
    <message>
        <source>What got in the way?</source>
        <translation>Was war hinderlich?</translation>
    </message>
    <message>
        <source>In your words</source>
        <translation>In Ihren Worten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message numerus="yes">
        <source>{n} characters too many: {most} are read at most.</source>
        <extracomment>For one: {n} character too many: {most} are read at most.</extracomment>
        <translation><numerusform>{n} Zeichen zu viel: Höchstens {most} werden gelesen.</numerusform><numerusform>{n} Zeichen zu viel: Höchstens {most} werden gelesen.</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.mark</name>
    <message>
        <source>Recrutr records this screen</source>
        <translation>Recrutr zeichnet diesen Bildschirm auf</translation>
    </message>
</context>
<context>
    <name>ui.project.finding</name>
    <message>
        <source>Find in all files</source>
        <translation>In allen Dateien suchen</translation>
    </message>
    <message>
        <source>Replace in all files</source>
        <translation>In allen Dateien ersetzen</translation>
    </message>
    <message>
        <source>Places found in all files</source>
        <translation>In allen Dateien gefundene Stellen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>{count:,} in {files}</source>
        <translation>{count:,} in {files}</translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <extracomment>For one: {n} file</extracomment>
        <translation><numerusform>{n} Datei</numerusform><numerusform>{n} Dateien</numerusform></translation>
    </message>
    <message>
        <source>{count:,} replaced in {files}. Ctrl+Z undoes it in each file.</source>
        <translation>{count:,} ersetzt in {files}. Strg+Z macht es in jeder Datei rückgängig.</translation>
    </message>
    <message numerus="yes">
        <source>{n:,} in files that are given were left.</source>
        <extracomment>For one: {n:,} in files that are given was left.</extracomment>
        <translation><numerusform>{n:,} in vorgegebenen Dateien blieb.</numerusform><numerusform>{n:,} in vorgegebenen Dateien blieben.</numerusform></translation>
    </message>
    <message>
        <source>{path}, line {line}: {words}</source>
        <translation>{path}, Zeile {line}: {words}</translation>
    </message>
    <message>
        <source>The first {max_listed} places are listed.</source>
        <translation>Die ersten {max_listed} Stellen sind aufgelistet.</translation>
    </message>
</context>
<context>
    <name>ui.project.panel</name>
    <message>
        <source>{deleted} was deleted.</source>
        <translation>{deleted} wurde gelöscht.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Show the files of this problem (Ctrl+Shift+E)</source>
        <translation>Die Dateien dieser Aufgabe zeigen (Strg+Umschalt+E)</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>Neue Datei</translation>
    </message>
    <message>
        <source>Add a file to this problem (Ctrl+Shift+N)</source>
        <translation>Dieser Aufgabe eine Datei hinzufügen (Strg+Umschalt+N)</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Name of the new file</source>
        <translation>Name der neuen Datei</translation>
    </message>
    <message>
        <source>New name of {path}</source>
        <translation>Neuer Name von {path}</translation>
    </message>
</context>
<context>
    <name>ui.project.tabs</name>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>{path} (given, to be read)</source>
        <translation>{path} (vorgegeben, zum Lesen)</translation>
    </message>
    <message>
        <source>Close {path}</source>
        <translation>{path} schließen</translation>
    </message>
    <message>
        <source>Close {path} (Ctrl+F4); the file stays in the project</source>
        <translation>{path} schließen (Strg+F4); die Datei bleibt im Projekt</translation>
    </message>
</context>
<context>
    <name>ui.project.tree</name>
    <message>
        <source>Files of this problem</source>
        <translation>Dateien dieser Aufgabe</translation>
    </message>
    <message>
        <source>Return opens a file, F2 renames it, Delete deletes it.</source>
        <translation>Eingabe öffnet eine Datei, F2 benennt sie um, Entf löscht sie.</translation>
    </message>
    <message>
        <source>{path}, given, to be read</source>
        <translation>{path}, vorgegeben, zum Lesen</translation>
    </message>
    <message>
        <source>folder {path}</source>
        <translation>Ordner {path}</translation>
    </message>
    <message>
        <source>New file…</source>
        <translation>Neue Datei …</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>ui.screens.check</name>
    <message>
        <source>Works</source>
        <translation>Funktioniert</translation>
    </message>
    <message>
        <source>Works, with a limit</source>
        <translation>Funktioniert mit Einschränkung</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Funktioniert nicht</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Each line should be green. An amber or red line says what is wrong and offers one fix.</source>
        <translation>Jede Zeile sollte grün sein. Eine gelbe oder rote sagt, was nicht stimmt, und bietet eine Abhilfe.</translation>
    </message>
    <message>
        <source>{title}: {what}</source>
        <translation>{title}: {what}</translation>
    </message>
    <message>
        <source>{title}: {state}. {cause}</source>
        <translation>{title}: {state}. {cause}</translation>
    </message>
    <message>
        <source>{title} to use</source>
        <translation>{title} auswählen</translation>
    </message>
    <message>
        <source>Check your machine</source>
        <translation>Prüfen Sie Ihr Gerät</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Report on this computer, to read, save or send</source>
        <translation>Bericht über diesen Computer, zum Lesen, Speichern oder Senden</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Checking takes none of your time: you may close Recrutr now, and check again and start later, until {when}.</source>
        <translation>Das Prüfen kostet nichts von Ihrer Zeit: Sie dürfen Recrutr jetzt schließen und später noch einmal prüfen und starten, bis {when}.</translation>
    </message>
    <message>
        <source>You have {time}. The time runs on the server from the moment you press Start, also while this window is closed or the connection is down.</source>
        <translation>Sie haben {time}. Die Zeit läuft auf dem Server ab dem Augenblick, in dem Sie „Starten“ drücken, auch während dieses Fenster geschlossen oder die Verbindung weg ist.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Go on: {time} left</source>
        <translation>Weiter: noch {time}</translation>
    </message>
    <message>
        <source>Start: {time}</source>
        <translation>Starten: {time}</translation>
    </message>
    <message>
        <source>This is what your devices give</source>
        <translation>Das liefern Ihre Geräte</translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation>Vorschau der Kamera</translation>
    </message>
    <message>
        <source>No picture from the camera</source>
        <translation>Kein Bild von der Kamera</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Only shown to you. Nothing is kept before the start.</source>
        <translation>Nur Ihnen gezeigt. Vor dem Start wird nichts aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>ui.screens.evidence</name>
    <message>
        <source>Writing the evidence file</source>
        <translation>Beweisdatei wird geschrieben</translation>
    </message>
    <message>
        <source>Fingerprint of the file (SHA-256)</source>
        <translation>Fingerabdruck der Datei (SHA-256)</translation>
    </message>
    <message>
        <source>Fingerprint of the file</source>
        <translation>Fingerabdruck der Datei</translation>
    </message>
    <message>
        <source>Save an evidence file…</source>
        <translation>Beweisdatei speichern …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Your evidence file</source>
        <translation>Ihre Beweisdatei</translation>
    </message>
    <message>
        <source>No way to the server?</source>
        <translation>Kein Weg zum Server?</translation>
    </message>
    <message>
        <source>Save it again…</source>
        <translation>Noch einmal speichern …</translation>
    </message>
    <message>
        <source>Save evidence file</source>
        <translation>Beweisdatei speichern</translation>
    </message>
    <message>
        <source>Writing the file. You can stop; nothing half-written stays.</source>
        <translation>Die Datei wird geschrieben. Sie können anhalten; nichts Halbes bleibt zurück.</translation>
    </message>
    <message>
        <source>Your work does not get through to the server at the moment. It is safe on this machine, and Recrutr goes on trying. If the network stays dead, you can save everything to one encrypted file and hand it over another way: on a stick, or by mail to the person who invited you. Only {organisation} can open it.</source>
        <translation>Ihre Arbeit kommt gerade nicht zum Server durch. Sie ist auf diesem Gerät sicher, und Recrutr versucht es weiter. Bleibt das Netz weg, können Sie alles in einer verschlüsselten Datei speichern und anders übergeben: auf einem Stick oder per E-Mail an die Person, die Sie eingeladen hat. Nur {organisation} kann sie öffnen.</translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation>Gespeichert als {name} im Ordner „{folder}“.</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gespeichert als {name}.</translation>
    </message>
    <message>
        <source>Give this file to {organisation}; they import it on the page of your attempt. Keep Recrutr and your work here all the same: what arrives by both ways counts once.</source>
        <translation>Geben Sie diese Datei an {organisation}; dort wird sie auf der Seite Ihrer Bearbeitung eingelesen. Behalten Sie Recrutr und Ihre Arbeit hier trotzdem: Was auf beiden Wegen ankommt, zählt einmal.</translation>
    </message>
    <message numerus="yes">
        <source>{n} parts of recordings could not be read on this machine and are not in the file.</source>
        <extracomment>For one: {n} part of a recording could not be read on this machine and is not in the file.</extracomment>
        <translation><numerusform>{n} Teil von Aufzeichnungen ließ sich auf diesem Gerät nicht lesen und ist nicht in der Datei.</numerusform><numerusform>{n} Teile von Aufzeichnungen ließen sich auf diesem Gerät nicht lesen und sind nicht in der Datei.</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.screens.finish</name>
    <message>
        <source>Close Recrutr</source>
        <translation>Recrutr schließen</translation>
    </message>
    <message>
        <source>Another assessment…</source>
        <translation>Anderes Assessment …</translation>
    </message>
    <message>
        <source>Enter another code, or open what is on this computer</source>
        <translation>Einen anderen Code eingeben oder öffnen, was auf diesem Computer ist</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>Abgegeben</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Quittung</translation>
    </message>
    <message>
        <source>Save receipt…</source>
        <translation>Quittung speichern …</translation>
    </message>
    <message>
        <source>Open your page</source>
        <translation>Ihre Seite öffnen</translation>
    </message>
    <message>
        <source>Your attempt…</source>
        <translation>Ihre Bearbeitung …</translation>
    </message>
    <message>
        <source>Your work over time, what is held, who looked, and your requests</source>
        <translation>Ihre Arbeit im Verlauf, was gespeichert ist, wer Einsicht nahm, und Ihre Anfragen</translation>
    </message>
    <message>
        <source>Ask for deletion…</source>
        <translation>Um Löschung bitten …</translation>
    </message>
    <message>
        <source>Erasure receipt</source>
        <translation>Löschquittung</translation>
    </message>
    <message>
        <source>Your receipt</source>
        <translation>Ihre Quittung</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird angefragt …</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>Quittung speichern</translation>
    </message>
    <message>
        <source>Ask for deletion of this attempt?</source>
        <translation>Um Löschung dieser Bearbeitung bitten?</translation>
    </message>
    <message>
        <source>Your code, recordings and results at {organisation} will be deleted after a check whether a law obliges them to keep something. This cannot be undone, and you may drop out of the application.
You get a signed receipt. What Recrutr keeps on this machine is wiped as well.</source>
        <translation>Ihr Code, Ihre Aufzeichnungen und Ergebnisse bei {organisation} werden gelöscht, nachdem geprüft ist, ob ein Gesetz zum Aufbewahren verpflichtet. Das lässt sich nicht rückgängig machen, und Sie scheiden damit möglicherweise aus der Bewerbung aus.
Sie erhalten eine signierte Quittung. Was Recrutr auf diesem Gerät hat, wird ebenfalls gelöscht.</translation>
    </message>
    <message>
        <source>Ask for deletion</source>
        <translation>Um Löschung bitten</translation>
    </message>
    <message>
        <source>Anything you want to add (optional)</source>
        <translation>Was Sie hinzufügen möchten (freiwillig)</translation>
    </message>
    <message>
        <source>Your attempt is deleted</source>
        <translation>Ihre Bearbeitung ist gelöscht</translation>
    </message>
    <message>
        <source>This attempt continues on another computer</source>
        <translation>Diese Bearbeitung geht auf einem anderen Computer weiter</translation>
    </message>
    <message>
        <source>You have withdrawn</source>
        <translation>Sie haben sich zurückgezogen</translation>
    </message>
    <message>
        <source>Done. Thank you, {candidate_name}</source>
        <translation>Fertig. Danke, {candidate_name}</translation>
    </message>
    <message>
        <source>The receipt below proves it. It holds no personal data; keep it if you like.</source>
        <translation>Die Quittung unten beweist es. Sie enthält keine persönlichen Daten; behalten Sie sie, wenn Sie möchten.</translation>
    </message>
    <message>
        <source>Recording has stopped here, and nothing more can be written here. What this computer still holds is sent as its own record; it is not mixed into the work on the other one.</source>
        <translation>Hier wird nicht mehr aufgezeichnet, und hier lässt sich nichts mehr schreiben. Was dieser Computer noch hat, wird als sein eigenes Protokoll gesendet; mit der Arbeit auf dem anderen wird es nicht vermischt.</translation>
    </message>
    <message>
        <source>Recording has stopped. {organisation} sees that you withdrew from “{assessment_title}”.</source>
        <translation>Die Aufzeichnung ist beendet. {organisation} sieht, dass Sie sich aus „{assessment_title}“ zurückgezogen haben.</translation>
    </message>
    <message>
        <source>Recording has stopped. People at {organisation} read your report; no machine decides alone.</source>
        <translation>Die Aufzeichnung ist beendet. Menschen bei {organisation} lesen Ihren Bericht; keine Maschine entscheidet allein.</translation>
    </message>
    <message>
        <source>You can close this window: Recrutr goes on sending in the background, and ends when all has arrived.</source>
        <translation>Sie können dieses Fenster schließen: Recrutr sendet im Hintergrund weiter und endet, wenn alles angekommen ist.</translation>
    </message>
    <message>
        <source>You can close Recrutr. What was not taken is kept here and offered again when you open it.</source>
        <translation>Sie können Recrutr schließen. Was nicht angenommen wurde, bleibt hier und wird beim nächsten Öffnen wieder angeboten.</translation>
    </message>
    <message>
        <source>Everything is done. You can close Recrutr.</source>
        <translation>Alles ist erledigt. Sie können Recrutr schließen.</translation>
    </message>
    <message>
        <source>Everything else has arrived.</source>
        <translation>Alles andere ist angekommen.</translation>
    </message>
    <message>
        <source>Everything has arrived.</source>
        <translation>Alles ist angekommen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} journal entries</source>
        <extracomment>For one: {n} journal entry</extracomment>
        <translation><numerusform>{n} Eintrag des Protokolls</numerusform><numerusform>{n} Einträge des Protokolls</numerusform></translation>
    </message>
    <message>
        <source>{size} of recordings</source>
        <translation>{size} Aufzeichnungen</translation>
    </message>
    <message>
        <source>{one} and {two}</source>
        <translation>{one} und {two}</translation>
    </message>
    <message>
        <source>No connection. Still to send: {listed}. It is safe on this machine and goes on by itself.</source>
        <translation>Keine Verbindung. Noch zu senden: {listed}. Es ist auf diesem Gerät sicher und geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Still to send: {listed}. That takes about {about}.</source>
        <translation>Noch zu senden: {listed}. Das dauert etwa {about}.</translation>
    </message>
    <message>
        <source>Still to send: {listed}.</source>
        <translation>Noch zu senden: {listed}.</translation>
    </message>
    <message>
        <source>You get your receipt on the computer on which you finish.</source>
        <translation>Ihre Quittung erhalten Sie auf dem Computer, auf dem Sie beenden.</translation>
    </message>
    <message>
        <source>Signed by the server.</source>
        <translation>Vom Server signiert.</translation>
    </message>
    <message>
        <source>The receipt is made as soon as everything is in order.</source>
        <translation>Die Quittung entsteht, sobald alles in Ordnung ist.</translation>
    </message>
    <message>
        <source>Signed by this machine. The server adds its signature once it has received your work.</source>
        <translation>Von diesem Gerät signiert. Der Server fügt seine Signatur hinzu, wenn er Ihre Arbeit erhalten hat.</translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received late.</source>
        <translation>Von diesem Gerät und vom Server signiert: verspätet eingegangen.</translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received, the time is unproven.</source>
        <translation>Von diesem Gerät und vom Server signiert: eingegangen, die Zeit ist nicht belegt.</translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received on time.</source>
        <translation>Von diesem Gerät und vom Server signiert: rechtzeitig eingegangen.</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gespeichert als {name}.</translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation>Gespeichert als {name} im Ordner „{folder}“.</translation>
    </message>
    <message>
        <source>It is done by {when} at the latest.</source>
        <translation>Es geschieht spätestens bis {when}.</translation>
    </message>
    <message>
        <source>Deletion asked for</source>
        <translation>Um Löschung gebeten</translation>
    </message>
    <message>
        <source>Your wish has arrived.</source>
        <translation>Ihr Wunsch ist angekommen.</translation>
    </message>
    <message>
        <source>Deletion is on hold</source>
        <translation>Die Löschung ruht</translation>
    </message>
    <message>
        <source>The organisation must keep something for now.</source>
        <translation>Die Organisation muss vorerst etwas aufbewahren.</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Nothing of this attempt is left, here or on the server.</source>
        <translation>Von dieser Bearbeitung ist nichts übrig, weder hier noch auf dem Server.</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Ihre Daten</translation>
    </message>
    <message>
        <source>You can ask for deletion at any time, now or later on your page.</source>
        <translation>Sie können jederzeit um Löschung bitten, jetzt oder später auf Ihrer Seite.</translation>
    </message>
</context>
<context>
    <name>ui.screens.identity</name>
    <message>
        <source>The organisation asks to see that it is you. A person compares the two pictures by eye; no program does. They are encrypted on this computer when you start, and deleted after the decision.</source>
        <translation>Die Organisation möchte sehen, dass Sie es sind. Ein Mensch vergleicht die beiden Bilder mit dem Auge; kein Programm tut es. Sie werden beim Start auf diesem Computer verschlüsselt und nach der Entscheidung gelöscht.</translation>
    </message>
    <message>
        <source>Any document with your picture. Cover what nobody needs to see, such as its number.</source>
        <translation>Ein beliebiger Ausweis mit Ihrem Bild. Verdecken Sie, was niemand sehen muss, etwa die Nummer.</translation>
    </message>
    <message>
        <source>You may go on without: nothing is decided by that, but a person may ask you later.</source>
        <translation>Sie dürfen ohne weitermachen: Dadurch ist nichts entschieden, aber ein Mensch fragt Sie vielleicht später.</translation>
    </message>
    <message>
        <source>{title}: no picture yet</source>
        <translation>{title}: noch kein Bild</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Noch kein Bild</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Bild aufnehmen</translation>
    </message>
    <message>
        <source>{title}: taken</source>
        <translation>{title}: aufgenommen</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Noch einmal aufnehmen</translation>
    </message>
    <message>
        <source>{title}: take it again</source>
        <translation>{title}: noch einmal aufnehmen</translation>
    </message>
    <message>
        <source>{title}: take the picture</source>
        <translation>{title}: Bild aufnehmen</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Was die Kamera sieht</translation>
    </message>
    <message>
        <source>No picture from the camera</source>
        <translation>Kein Bild von der Kamera</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>As you sit there; nothing more is needed.</source>
        <translation>So, wie Sie da sitzen; mehr ist nicht nötig.</translation>
    </message>
    <message>
        <source>Your document</source>
        <translation>Ihr Ausweis</translation>
    </message>
    <message>
        <source>Show who you are</source>
        <translation>Zeigen Sie, wer Sie sind</translation>
    </message>
    <message>
        <source>Back to the check</source>
        <translation>Zurück zur Prüfung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start without pictures</source>
        <translation>Ohne Bilder starten</translation>
    </message>
    <message>
        <source>Start with one picture</source>
        <translation>Mit einem Bild starten</translation>
    </message>
    <message>
        <source>Start with these pictures</source>
        <translation>Mit diesen Bildern starten</translation>
    </message>
    <message>
        <source>Only shown to you. What you take stays in memory until you start.</source>
        <translation>Nur Ihnen gezeigt. Was Sie aufnehmen, bleibt bis zum Start im Arbeitsspeicher.</translation>
    </message>
</context>
<context>
    <name>ui.screens.join</name>
    <message>
        <source>Join your assessment</source>
        <translation>Zu Ihrem Assessment</translation>
    </message>
    <message>
        <source>Enter the code from your invitation, or paste its link. A code to continue an attempt on this machine goes here too. Nothing is recorded yet.</source>
        <translation>Geben Sie den Code aus Ihrer Einladung ein oder fügen Sie den Link ein. Hierher gehört auch ein Code, mit dem eine Bearbeitung auf diesem Gerät weitergeht. Noch wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Invitation code or link</source>
        <translation>Einladungscode oder Link</translation>
    </message>
    <message>
        <source>Invitation code</source>
        <translation>Einladungscode</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>Only change this when your invitation says so.</source>
        <translation>Ändern Sie dies nur, wenn Ihre Einladung es sagt.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>ui.screens.notice</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Wozu</translation>
    </message>
    <message>
        <source>On which basis</source>
        <translation>Rechtsgrundlage</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Aufbewahrt</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Einsicht</translation>
    </message>
    <message>
        <source>What is recorded, and why</source>
        <translation>Was aufgezeichnet wird und wozu</translation>
    </message>
    <message>
        <source>I have &amp;read this</source>
        <translation>Ich habe dies ge&amp;lesen</translation>
    </message>
    <message>
        <source>I do not agree…</source>
        <translation>Ich stimme nicht zu …</translation>
    </message>
    <message>
        <source>Agree and go on</source>
        <translation>Zustimmen und weiter</translation>
    </message>
    <message>
        <source>Please read to the end, or tick that you have read it.</source>
        <translation>Bitte lesen Sie bis zum Ende oder kreuzen Sie an, dass Sie es gelesen haben.</translation>
    </message>
    <message>
        <source>Leave without agreeing?</source>
        <translation>Gehen, ohne zuzustimmen?</translation>
    </message>
    <message>
        <source>{organisation} may offer you another way: {contact}.</source>
        <translation>{organisation} bietet Ihnen vielleicht einen anderen Weg: {contact}.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Gehen</translation>
    </message>
    <message>
        <source>Back to the notice</source>
        <translation>Zurück zum Hinweis</translation>
    </message>
    <message>
        <source>Nothing has been recorded on this machine, and nothing will be. Your attempt stays as it is, and its time goes on.</source>
        <translation>Auf diesem Gerät wurde nichts aufgezeichnet, und es wird auch nichts. Ihre Bearbeitung bleibt, wie sie ist, und ihre Zeit läuft weiter.</translation>
    </message>
    <message>
        <source>Nothing has been recorded, and nothing will be. Your attempt does not begin.
Your invitation stays open, so you can come back.</source>
        <translation>Es wurde nichts aufgezeichnet, und es wird auch nichts. Ihre Bearbeitung beginnt nicht.
Ihre Einladung bleibt offen, Sie können also zurückkommen.</translation>
    </message>
    <message>
        <source>Nothing has been recorded, and nothing will be. Your attempt does not begin.
Your invitation stays open until {when}, so you can come back.</source>
        <translation>Es wurde nichts aufgezeichnet, und es wird auch nichts. Ihre Bearbeitung beginnt nicht.
Ihre Einladung bleibt bis {when} offen, Sie können also zurückkommen.</translation>
    </message>
    <message>
        <source>Hello {candidate_name}. Your attempt at “{assessment_title}” continues on this machine. Please read this here as well: nothing is recorded on this machine before you agree.</source>
        <translation>Guten Tag, {candidate_name}. Ihre Bearbeitung von „{assessment_title}“ geht auf diesem Gerät weiter. Bitte lesen Sie dies auch hier: Auf diesem Gerät wird nichts aufgezeichnet, bevor Sie zustimmen.</translation>
    </message>
    <message>
        <source>{count}, {duration}</source>
        <translation>{count}, {duration}</translation>
    </message>
    <message numerus="yes">
        <source>{n} problems</source>
        <extracomment>For one: {n} problem</extracomment>
        <translation><numerusform>{n} Aufgabe</numerusform><numerusform>{n} Aufgaben</numerusform></translation>
    </message>
    <message>
        <source>{what}, in {languages}</source>
        <translation>{what}, in {languages}</translation>
    </message>
    <message>
        <source>Hello {name}. {organisation} invites you to “{title}”: {what}.</source>
        <translation>Guten Tag, {name}. {organisation} lädt Sie zu „{title}“ ein: {what}.</translation>
    </message>
    <message>
        <source>Please read this first. Nothing is recorded before you agree.</source>
        <translation>Bitte lesen Sie zuerst dies. Nichts wird aufgezeichnet, bevor Sie zustimmen.</translation>
    </message>
    <message>
        <source>{organisation} gives this reason: {level_reason}</source>
        <translation>{organisation} nennt diesen Grund: {level_reason}</translation>
    </message>
    <message>
        <source>{column}: {text}</source>
        <translation>{column}: {text}</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>Ihre Rechte</translation>
    </message>
    <message>
        <source>Responsible: {organisation}, {controller_contact}</source>
        <translation>Verantwortlich: {organisation}, {controller_contact}</translation>
    </message>
</context>
<context>
    <name>ui.statement</name>
    <message>
        <source>Problem statement</source>
        <translation>Aufgabenstellung</translation>
    </message>
    <message>
        <source>{seconds:g} seconds</source>
        <translation>{seconds:g} Sekunden</translation>
    </message>
    <message>
        <source>{time} per test</source>
        <translation>{time} je Test</translation>
    </message>
    <message>
        <source>{mib} MiB of memory</source>
        <translation>{mib} MiB Arbeitsspeicher</translation>
    </message>
    <message numerus="yes">
        <source>up to {n} points</source>
        <extracomment>For one: up to {n} point</extracomment>
        <translation><numerusform>bis zu {n} Punkt</numerusform><numerusform>bis zu {n} Punkte</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.widgets.check_report</name>
    <message>
        <source>This is all of it: what was found on this computer, without your name, your code or anything you wrote. Names of devices stand in it as they stand on the page.</source>
        <translation>Das ist alles: was auf diesem Computer gefunden wurde, ohne Ihren Namen, Ihren Code oder irgendetwas, das Sie geschrieben haben. Namen von Geräten stehen darin, wie sie auf der Seite stehen.</translation>
    </message>
    <message>
        <source>Report on this computer</source>
        <translation>Bericht über diesen Computer</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Sent to {organisation}.</source>
        <translation>An {organisation} gesendet.</translation>
    </message>
    <message>
        <source>Saved as {saved_as}.</source>
        <translation>Gespeichert als {saved_as}.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Send to {organisation}</source>
        <translation>An {organisation} senden</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
</context>
<context>
    <name>ui.widgets.dialogs</name>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>ui.widgets.earlier</name>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open {title}</source>
        <translation>{title} öffnen</translation>
    </message>
</context>
<context>
    <name>ui.widgets.mistakes</name>
    <message>
        <source>No mistakes found. Only a run or the server can tell whether a program works.</source>
        <translation>Keine Fehler gefunden. Ob ein Programm funktioniert, kann nur eine Ausführung oder der Server sagen.</translation>
    </message>
    <message>
        <source>Mistakes in the syntax</source>
        <translation>Syntaxfehler</translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation>Zeile {line}: {text}</translation>
    </message>
    <message>
        <source>Go to line {line} (F2: next mistake)</source>
        <translation>Gehe zu Zeile {line} (F2: nächster Fehler)</translation>
    </message>
</context>
<context>
    <name>ui.widgets.own_replay</name>
    <message>
        <source>Your text at this moment</source>
        <translation>Ihr Text in diesem Augenblick</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Augenblick</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Change {step} of {steps}</source>
        <translation>Änderung {step} von {steps}</translation>
    </message>
    <message>
        <source>Change {step} of {steps}, {when}</source>
        <translation>Änderung {step} von {steps}, {when}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>ui.widgets.page</name>
    <message>
        <source>Join</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Step {number} of {steps}: {title}</source>
        <translation>Schritt {number} von {steps}: {title}</translation>
    </message>
</context>
<context>
    <name>ui.widgets.practice</name>
    <message>
        <source>Try the editor with a small problem first. It works offline, and nothing is saved, sent or recorded.</source>
        <translation>Probieren Sie den Editor zuerst mit einer kleinen Aufgabe aus. Das geht ohne Netz, und nichts wird gespeichert, gesendet oder aufgezeichnet.</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>Üben</translation>
    </message>
</context>
<context>
    <name>ui.widgets.preferences</name>
    <message>
        <source>As the system has it</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message numerus="yes">
        <source>{n} pixels</source>
        <extracomment>For one: {n} pixel</extracomment>
        <translation><numerusform>{n} Pixel</numerusform><numerusform>{n} Pixel</numerusform></translation>
    </message>
    <message>
        <source>As is usual in the language</source>
        <translation>Wie in der Sprache üblich</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>Tabulatoren</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Ctrl+F finds, Ctrl+H replaces, Ctrl+D selects the next place of the same word as well, Ctrl+Space offers words, F2 goes to the next mistake.</source>
        <translation>Strg+F sucht, Strg+H ersetzt, Strg+D wählt die nächste Stelle desselben Worts mit aus, Strg+Leertaste bietet Wörter an, F2 geht zum nächsten Fehler.</translation>
    </message>
    <message>
        <source>Normal, insert, visual and visual-line mode with counts, motions, operators, text objects and one register. There are no : commands, macros, marks or repeating by a dot.</source>
        <translation>Die Modi Normal, Einfügen, Visuell und Visuell-Zeilen mit Zählern, Bewegungen, Operatoren, Textobjekten und einem Register. Es gibt keine :-Befehle, Makros, Marken und keine Wiederholung mit dem Punkt.</translation>
    </message>
    <message>
        <source>Moving, the mark, killing and yanking, undo and search by Ctrl and Alt; Ctrl+X u, h and Ctrl+X. There are no registers, macros or M-x.</source>
        <translation>Bewegen, Marke, Ausschneiden und Einfügen, Rückgängig und Suche mit Strg und Alt; Strg+X u, h und Strg+X. Es gibt keine Register, Makros und kein M-x.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>The colours are set by your organisation.</source>
        <translation>Die Farben legt Ihre Organisation fest.</translation>
    </message>
    <message>
        <source>Size of the code's letters</source>
        <translation>Schriftgröße des Codes</translation>
    </message>
    <message>
        <source>Width of an indent</source>
        <translation>Breite einer Einrückung</translation>
    </message>
    <message>
        <source>Indent with</source>
        <translation>Einrücken mit</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Offer words while typing</source>
        <translation>Beim Tippen Wörter anbieten</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The language changes when Recrutr is opened the next time.</source>
        <translation>Die Sprache wechselt, wenn Recrutr das nächste Mal geöffnet wird.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>ui.widgets.preview</name>
    <message>
        <source>Microphone level</source>
        <translation>Pegel des Mikrofons</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>{value} percent</source>
        <translation>{value} Prozent</translation>
    </message>
</context>
<context>
    <name>ui.widgets.trial</name>
    <message>
        <source>Ten seconds, as the real recording makes them, played back to you. Nothing of it is written to the disk or sent; it is gone when you delete it or go on.</source>
        <translation>Zehn Sekunden, wie die echte Aufzeichnung sie macht, Ihnen vorgespielt. Nichts davon wird auf die Festplatte geschrieben oder gesendet; es ist weg, wenn Sie es löschen oder weitergehen.</translation>
    </message>
    <message>
        <source>Try a recording</source>
        <translation>Eine Aufzeichnung probieren</translation>
    </message>
    <message>
        <source>Trial recording</source>
        <translation>Probeaufzeichnung</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>Zehn Sekunden aufzeichnen</translation>
    </message>
    <message>
        <source>Record ten seconds again</source>
        <translation>Noch einmal zehn Sekunden aufzeichnen</translation>
    </message>
    <message>
        <source>What the camera recorded</source>
        <translation>Was die Kamera aufgezeichnet hat</translation>
    </message>
    <message>
        <source>No picture was recorded</source>
        <translation>Es wurde kein Bild aufgezeichnet</translation>
    </message>
    <message>
        <source>What was recorded of the screen</source>
        <translation>Was vom Bildschirm aufgezeichnet wurde</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Play the trial recording again</source>
        <translation>Die Probeaufzeichnung noch einmal abspielen</translation>
    </message>
    <message>
        <source>Delete the trial recording</source>
        <translation>Die Probeaufzeichnung löschen</translation>
    </message>
    <message>
        <source>Recording for you alone: {seconds} s left. Say a few words.</source>
        <translation>Aufzeichnung nur für Sie: noch {seconds} s. Sagen Sie ein paar Worte.</translation>
    </message>
    <message>
        <source>Opening what was recorded…</source>
        <translation>Das Aufgezeichnete wird geöffnet …</translation>
    </message>
    <message>
        <source>This was recorded: {at_s:.0f} of {length_s:.0f} s</source>
        <translation>Das wurde aufgezeichnet: {at_s:.0f} von {length_s:.0f} s</translation>
    </message>
</context>
<context>
    <name>ui.words</name>
    <message numerus="yes">
        <source>{n} seconds</source>
        <extracomment>For one: {n} second</extracomment>
        <translation><numerusform>{n} Sekunde</numerusform><numerusform>{n} Sekunden</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} hours</source>
        <extracomment>For one: {n} hour</extracomment>
        <translation><numerusform>{n} Stunde</numerusform><numerusform>{n} Stunden</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} minutes</source>
        <extracomment>For one: {n} minute</extracomment>
        <translation><numerusform>{n} Minute</numerusform><numerusform>{n} Minuten</numerusform></translation>
    </message>
    <message>
        <source>{hours} {minutes}</source>
        <translation>{hours} {minutes}</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <source>Time is up</source>
        <translation>Die Zeit ist um</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <extracomment>For one: {n} byte</extracomment>
        <translation><numerusform>{n} Byte</numerusform><numerusform>{n} Bytes</numerusform></translation>
    </message>
    <message>
        <source>{amount} kB</source>
        <translation>{amount} kB</translation>
    </message>
    <message>
        <source>{amount} MB</source>
        <translation>{amount} MB</translation>
    </message>
    <message>
        <source>{amount} GB</source>
        <translation>{amount} GB</translation>
    </message>
    <message>
        <source>d MMMM yyyy, HH:mm</source>
        <translation>d. MMMM yyyy, HH:mm</translation>
    </message>
</context>
<context>
    <name>ui.work.conversation</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Interviewer</source>
        <translation>Interview</translation>
    </message>
    <message>
        <source>To everybody</source>
        <translation>An alle</translation>
    </message>
    <message>
        <source>Messages with the interviewer (F7)</source>
        <translation>Nachrichten mit der interviewenden Person (F7)</translation>
    </message>
    <message>
        <source>Messages with the interviewer</source>
        <translation>Nachrichten mit der interviewenden Person</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>What you wrote waits for the network and is sent by itself.</source>
        <translation>Was Sie geschrieben haben, wartet auf das Netz und wird von selbst gesendet.</translation>
    </message>
    <message>
        <source>Close messages</source>
        <translation>Nachrichten schließen</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>Schließen (Escape)</translation>
    </message>
    <message>
        <source>Nothing was written yet. Ask when something is unclear; a person answers.</source>
        <translation>Es wurde noch nichts geschrieben. Fragen Sie, wenn etwas unklar ist; ein Mensch antwortet.</translation>
    </message>
    <message numerus="yes">
        <source>{n} new</source>
        <extracomment>For one: {n} new</extracomment>
        <translation><numerusform>{n} neu</numerusform><numerusform>{n} neu</numerusform></translation>
    </message>
    <message>
        <source>Lower hand</source>
        <translation>Hand senken</translation>
    </message>
    <message>
        <source>Raise hand</source>
        <translation>Hand heben</translation>
    </message>
    <message>
        <source>Lower your hand</source>
        <translation>Ihre Hand senken</translation>
    </message>
    <message>
        <source>Raise your hand: the interviewer sees it</source>
        <translation>Heben Sie die Hand: Die interviewende Person sieht es</translation>
    </message>
    <message>
        <source>Interviewer ({new})</source>
        <translation>Interview ({new})</translation>
    </message>
    <message>
        <source>{name}, {new}</source>
        <translation>{name}, {new}</translation>
    </message>
    <message>
        <source>Message to the interviewer</source>
        <translation>Nachricht an die interviewende Person</translation>
    </message>
    <message>
        <source>Write to the interviewer; Return sends</source>
        <translation>Schreiben Sie der interviewenden Person; Eingabe sendet</translation>
    </message>
    <message>
        <source>The interviewer writes</source>
        <translation>Aus dem Interview</translation>
    </message>
    <message>
        <source>{who}: {words}</source>
        <translation>{who}: {words}</translation>
    </message>
    <message>
        <source>{who} ({count} new): {words}</source>
        <translation>{who} ({count} neu): {words}</translation>
    </message>
    <message>
        <source>F7 opens the messages.</source>
        <translation>F7 öffnet die Nachrichten.</translation>
    </message>
    <message>
        <source>{name} ({role}), since {hour}</source>
        <translation>{name} ({role}), seit {hour}</translation>
    </message>
    <message>
        <source>Looking at small live pictures of your camera and screen now: {who}.</source>
        <translation>Sieht gerade kleine Live-Bilder Ihrer Kamera und Ihres Bildschirms: {who}.</translation>
    </message>
</context>
<context>
    <name>ui.work.docs</name>
    <message>
        <source>Documentation</source>
        <translation>Dokumentation</translation>
    </message>
    <message>
        <source>Find a page by a part of its name</source>
        <translation>Eine Seite nach einem Teil ihres Namens suchen</translation>
    </message>
    <message>
        <source>Find a page, such as itertools</source>
        <translation>Seite suchen, etwa itertools</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Documentation: {language}</source>
        <translation>Dokumentation: {language}</translation>
    </message>
    <message>
        <source>Looking for it…</source>
        <translation>Wird gesucht …</translation>
    </message>
</context>
<context>
    <name>ui.work.messages</name>
    <message>
        <source>Messages of compiler and interpreter</source>
        <translation>Meldungen von Compiler und Interpreter</translation>
    </message>
    <message>
        <source>All that the compiler said:</source>
        <translation>Alles, was der Compiler gesagt hat:</translation>
    </message>
    <message>
        <source>No messages.</source>
        <translation>Keine Meldungen.</translation>
    </message>
    <message>
        <source>Go to line {line} (F8: next message)</source>
        <translation>Gehe zu Zeile {line} (F8: nächste Meldung)</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>{kind}: {text}</source>
        <translation>{kind}: {text}</translation>
    </message>
    <message>
        <source>{kind} in line {line}: {text}</source>
        <translation>{kind} in Zeile {line}: {text}</translation>
    </message>
    <message>
        <source>{kind} in {file} in line {line}: {text}</source>
        <translation>{kind} in {file}, Zeile {line}: {text}</translation>
    </message>
</context>
<context>
    <name>ui.work.navigator</name>
    <message>
        <source>Not begun</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Abgegeben</translation>
    </message>
    <message>
        <source>Changed since submitted</source>
        <translation>Seit der Abgabe geändert</translation>
    </message>
    <message>
        <source>Language of the statement</source>
        <translation>Sprache der Aufgabenstellung</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>with notes</source>
        <translation>mit Notizen</translation>
    </message>
    <message>
        <source>Problem {label}: {title}, {standing}</source>
        <translation>Aufgabe {label}: {title}, {standing}</translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation>Vorschau der Kamera</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Keine Kamera</translation>
    </message>
    <message>
        <source>Screen preview</source>
        <translation>Vorschau des Bildschirms</translation>
    </message>
    <message>
        <source>No screen</source>
        <translation>Kein Bildschirm</translation>
    </message>
    <message>
        <source>What is being recorded</source>
        <translation>Was gerade aufgezeichnet wird</translation>
    </message>
</context>
<context>
    <name>ui.work.own_cases</name>
    <message>
        <source>There is room for {most} cases of your own. Remove one to add another.</source>
        <translation>Es ist Platz für {most} eigene Fälle. Entfernen Sie einen, um einen anderen hinzuzufügen.</translation>
    </message>
    <message>
        <source>A case holds up to {most:,} characters; this input has more and is not kept.</source>
        <translation>Ein Fall fasst bis zu {most:,} Zeichen; diese Eingabe hat mehr und wird nicht behalten.</translation>
    </message>
    <message>
        <source>A case holds up to {most:,} characters. This one is kept as it was before.</source>
        <translation>Ein Fall fasst bis zu {most:,} Zeichen. Dieser blieb, wie er vorher war.</translation>
    </message>
</context>
<context>
    <name>ui.work.own_input</name>
    <message>
        <source>Your program's output appears here. There is no expected answer to compare it with.</source>
        <translation>Hier erscheint die Ausgabe Ihres Programms. Eine erwartete Antwort zum Vergleichen gibt es nicht.</translation>
    </message>
    <message>
        <source>Output for your own input</source>
        <translation>Ausgabe zu Ihrer eigenen Eingabe</translation>
    </message>
    <message>
        <source>Your own input</source>
        <translation>Ihre eigene Eingabe</translation>
    </message>
    <message>
        <source>Type the input for your program here.</source>
        <translation>Geben Sie hier die Eingabe für Ihr Programm ein.</translation>
    </message>
    <message>
        <source>Type while it runs</source>
        <translation>Tippen, während es läuft</translation>
    </message>
    <message>
        <source>The input stays open after the text on the left; type line by line, as in a terminal</source>
        <translation>Die Eingabe bleibt nach dem Text links offen; tippen Sie Zeile für Zeile, wie in einem Terminal</translation>
    </message>
    <message>
        <source>Run on this input</source>
        <translation>Mit dieser Eingabe ausführen</translation>
    </message>
    <message>
        <source>Keep as case</source>
        <translation>Als Fall behalten</translation>
    </message>
    <message>
        <source>Type to the running program; Enter sends the line</source>
        <translation>In das laufende Programm tippen; Eingabe sendet die Zeile</translation>
    </message>
    <message>
        <source>Type to the program; Enter sends the line</source>
        <translation>In das Programm tippen; Eingabe sendet die Zeile</translation>
    </message>
    <message>
        <source>End of input</source>
        <translation>Ende der Eingabe</translation>
    </message>
    <message>
        <source>No more input comes (Ctrl+D)</source>
        <translation>Es kommt keine weitere Eingabe (Strg+D)</translation>
    </message>
</context>
<context>
    <name>ui.work.own_notes</name>
    <message>
        <source>For you alone: it stays on this computer and goes with the attempt. The organisation does not get it.</source>
        <translation>Nur für Sie: Es bleibt auf diesem Computer und verschwindet mit der Bearbeitung. Die Organisation bekommt es nicht.</translation>
    </message>
    <message>
        <source>Your screen is recorded: what stands on it can be seen there.</source>
        <translation>Ihr Bildschirm wird aufgezeichnet: Was darauf steht, ist dort zu sehen.</translation>
    </message>
    <message>
        <source>Your notes on this problem</source>
        <translation>Ihre Notizen zu dieser Aufgabe</translation>
    </message>
    <message>
        <source>Ideas, what is left to do…</source>
        <translation>Einfälle, was noch zu tun ist …</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Mark this problem for yourself, to come back to it</source>
        <translation>Diese Aufgabe für sich markieren, um auf sie zurückzukommen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Docs</source>
        <translation>Doku</translation>
    </message>
    <message>
        <source>Documentation that is installed on this computer (F10)</source>
        <translation>Auf diesem Computer installierte Dokumentation (F10)</translation>
    </message>
    <message>
        <source>Documentation beside the code</source>
        <translation>Dokumentation neben dem Code</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Problem flagged</source>
        <translation>Aufgabe markiert</translation>
    </message>
    <message>
        <source>Flag this problem for yourself</source>
        <translation>Diese Aufgabe für sich markieren</translation>
    </message>
    <message>
        <source>Your notes, written</source>
        <translation>Ihre Notizen, beschrieben</translation>
    </message>
    <message>
        <source>Your notes</source>
        <translation>Ihre Notizen</translation>
    </message>
</context>
<context>
    <name>ui.work.pausing</name>
    <message>
        <source>The time goes on, and what you type is still kept as your work.</source>
        <translation>Die Zeit läuft weiter, und was Sie tippen, wird weiterhin als Ihre Arbeit behalten.</translation>
    </message>
    <message>
        <source>Bathroom</source>
        <translation>Toilette</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Prayer</source>
        <translation>Gebet</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Ein anderer Grund</translation>
    </message>
    <message>
        <source>Pause what is recorded?</source>
        <translation>Anhalten, was aufgezeichnet wird?</translation>
    </message>
    <message>
        <source>All streams and everything that is watched for stop at once, until you press “Go on recording”.</source>
        <translation>Alle Spuren und alles, worauf geachtet wird, hören sofort auf, bis Sie „Weiter aufzeichnen“ drücken.</translation>
    </message>
    <message>
        <source>The report shows the pause as a gap, with your reason. It is nothing against you.</source>
        <translation>Der Bericht zeigt die Unterbrechung als Lücke, mit Ihrem Grund. Sie spricht nicht gegen Sie.</translation>
    </message>
    <message>
        <source>In your own words, if you like</source>
        <translation>In Ihren eigenen Worten, wenn Sie möchten</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Weiter aufzeichnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Choose a reason first.</source>
        <translation>Wählen Sie zuerst einen Grund.</translation>
    </message>
</context>
<context>
    <name>ui.work.questions</name>
    <message>
        <source>This is practice: nothing is sent. In an assessment it is like this:</source>
        <translation>Dies ist eine Übung: Es wird nichts gesendet. In einem Assessment ist es so:</translation>
    </message>
    <message>
        <source>End the practice?</source>
        <translation>Die Übung beenden?</translation>
    </message>
    <message>
        <source>What you wrote here is deleted. Your settings stay as you chose them. You can practise again at any time.</source>
        <translation>Was Sie hier geschrieben haben, wird gelöscht. Ihre Einstellungen bleiben, wie Sie sie gewählt haben. Sie können jederzeit wieder üben.</translation>
    </message>
    <message>
        <source>End the practice</source>
        <translation>Übung beenden</translation>
    </message>
    <message>
        <source>Keep practising</source>
        <translation>Weiter üben</translation>
    </message>
    <message>
        <source>Withdraw from this assessment?</source>
        <translation>Von diesem Assessment zurücktreten?</translation>
    </message>
    <message>
        <source>The attempt ends now and cannot be taken up again. Recording stops at once. The organisation sees that you withdrew, and what was sent until now.
You can ask for deletion on the next screen.</source>
        <translation>Die Bearbeitung endet jetzt und kann nicht wieder aufgenommen werden. Die Aufzeichnung hört sofort auf. Die Organisation sieht, dass Sie zurückgetreten sind und was bis jetzt gesendet wurde.
Auf der nächsten Seite können Sie um Löschung bitten.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurücktreten</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>Reason (optional, the organisation sees it)</source>
        <translation>Grund (freiwillig, die Organisation sieht ihn)</translation>
    </message>
    <message>
        <source>Submit {label} {title}?</source>
        <translation>{label} {title} abgeben?</translation>
    </message>
    <message>
        <source>Your {language} program is handed in as it is now and judged by the server. You can go on and submit again; every submission is kept.</source>
        <translation>Ihr Programm in {language} wird so abgegeben, wie es jetzt ist, und vom Server ausgewertet. Sie können weitermachen und wieder abgeben; jede Abgabe wird behalten.</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Abgeben</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Finish the attempt?</source>
        <translation>Die Bearbeitung beenden?</translation>
    </message>
    <message>
        <source>After finishing you cannot change anything, and recording stops.</source>
        <translation>Danach können Sie nichts mehr ändern, und die Aufzeichnung hört auf.</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>Jetzt beenden</translation>
    </message>
    <message>
        <source>{problem}: not begun.</source>
        <translation>{problem}: nicht begonnen.</translation>
    </message>
    <message>
        <source>{problem}: not submitted.</source>
        <translation>{problem}: nicht abgegeben.</translation>
    </message>
    <message>
        <source>{problem}: changed since the last submission.</source>
        <translation>{problem}: seit der letzten Abgabe geändert.</translation>
    </message>
    <message>
        <source>All problems are submitted as they stand.</source>
        <translation>Alle Aufgaben sind so abgegeben, wie sie dastehen.</translation>
    </message>
</context>
<context>
    <name>ui.work.recorded</name>
    <message>
        <source>What is recorded now</source>
        <translation>Was jetzt aufgezeichnet wird</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close what is recorded now</source>
        <translation>„Was jetzt aufgezeichnet wird“ schließen</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>Anhalten …</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>Weiter aufzeichnen</translation>
    </message>
    <message>
        <source>No stream is recorded.</source>
        <translation>Keine Spur wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Nichts.</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Noch nichts.</translation>
    </message>
    <message>
        <source>Paused: {reason} ({words}).</source>
        <translation>Angehalten: {reason} ({words}).</translation>
    </message>
    <message>
        <source>Paused: {reason}.</source>
        <translation>Angehalten: {reason}.</translation>
    </message>
    <message>
        <source>What is recorded now, in full</source>
        <translation>Was jetzt aufgezeichnet wird, vollständig</translation>
    </message>
    <message>
        <source>What is watched for</source>
        <translation>Worauf geachtet wird</translation>
    </message>
    <message>
        <source>The last events, in the report's words</source>
        <translation>Die letzten Ereignisse, in den Worten des Berichts</translation>
    </message>
    <message>
        <source>Who sees it, and for how long</source>
        <translation>Wer es sieht und wie lange</translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation>Vorschau der Kamera</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Screen preview</source>
        <translation>Vorschau des Bildschirms</translation>
    </message>
    <message>
        <source>No screen</source>
        <translation>Kein Bildschirm</translation>
    </message>
    <message>
        <source>{stream}, {state}: {cause}</source>
        <translation>{stream}, {state}: {cause}</translation>
    </message>
    <message>
        <source>{stream}, {state}</source>
        <translation>{stream}, {state}</translation>
    </message>
    <message>
        <source>Number {seq} of your record</source>
        <translation>Nummer {seq} Ihres Protokolls</translation>
    </message>
</context>
<context>
    <name>ui.work.results</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>&amp;Samples and cases</source>
        <translation>&amp;Beispiele und Fälle</translation>
    </message>
    <message>
        <source>&amp;Own input</source>
        <translation>&amp;Eigene Eingabe</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Meldungen</translation>
    </message>
    <message>
        <source>S&amp;ubmissions</source>
        <translation>A&amp;bgaben</translation>
    </message>
    <message>
        <source>S&amp;yntax</source>
        <translation>S&amp;yntax</translation>
    </message>
    <message>
        <source>S&amp;yntax ({count})</source>
        <translation>S&amp;yntax ({count})</translation>
    </message>
    <message>
        <source>Your program ran on your own input.</source>
        <translation>Ihr Programm lief mit Ihrer eigenen Eingabe.</translation>
    </message>
    <message>
        <source>{count} of {all} correct.</source>
        <translation>{count} von {all} richtig.</translation>
    </message>
    <message>
        <source>Submissions</source>
        <translation>Abgaben</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Messages ({count})</source>
        <translation>&amp;Meldungen ({count})</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>Noch kein Ergebnis</translation>
    </message>
    <message>
        <source>S&amp;ubmissions ({count})</source>
        <translation>A&amp;bgaben ({count})</translation>
    </message>
    <message>
        <source>Practice: not sent</source>
        <translation>Übung: nicht gesendet</translation>
    </message>
    <message>
        <source>In an assessment the server judges it, and the result stands here.</source>
        <translation>In einem Assessment wertet der Server es aus, und hier steht das Ergebnis.</translation>
    </message>
    <message>
        <source>Being saved</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Kept here, sent when online</source>
        <translation>Hier behalten, wird bei Verbindung gesendet</translation>
    </message>
    <message>
        <source>Received, waiting</source>
        <translation>Eingegangen, wartet</translation>
    </message>
    <message>
        <source>Being judged</source>
        <translation>Wird ausgewertet</translation>
    </message>
    <message numerus="yes">
        <source>{score} of {n} points</source>
        <extracomment>For one: {score} of {n} point</extracomment>
        <translation><numerusform>{score} von {n} Punkt</numerusform><numerusform>{score} von {n} Punkten</numerusform></translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Ausgewertet</translation>
    </message>
</context>
<context>
    <name>ui.work.run_words</name>
    <message>
        <source>Press Run to try your program on the samples. The result is feedback and not a score.</source>
        <translation>Drücken Sie „Ausführen“, um Ihr Programm mit den Beispielen zu probieren. Das Ergebnis ist eine Rückmeldung, keine Wertung.</translation>
    </message>
    <message>
        <source>line {line:,}</source>
        <translation>Zeile {line:,}</translation>
    </message>
    <message>
        <source>{where}: {what}</source>
        <translation>{where}: {what}</translation>
    </message>
    <message>
        <source>Ran to its end</source>
        <translation>Lief bis zum Ende</translation>
    </message>
    <message>
        <source>Type an input. With an expected output the two are compared.</source>
        <translation>Geben Sie eine Eingabe ein. Mit einer erwarteten Ausgabe werden beide verglichen.</translation>
    </message>
    <message>
        <source>Press Run to try your program on the samples and your cases.</source>
        <translation>Drücken Sie „Ausführen“, um Ihr Programm mit den Beispielen und Ihren Fällen zu probieren.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Processor time {used} of {most} · memory {memory} of {most_memory:g} MiB · clock time {wall}</source>
        <translation>Prozessorzeit {used} von {most} · Arbeitsspeicher {memory} von {most_memory:g} MiB · Uhrzeit {wall}</translation>
    </message>
    <message>
        <source>up to {cpu_percent} % of {time} and {memory_percent} % of {memory_limit_bytes:g} MiB</source>
        <translation>bis zu {cpu_percent} % von {time} und {memory_percent} % von {memory_limit_bytes:g} MiB</translation>
    </message>
    <message>
        <source>Correct on every test.</source>
        <translation>Richtig bei jedem Test.</translation>
    </message>
    <message>
        <source>The problem itself has a fault; this says nothing about the program.</source>
        <translation>Die Aufgabe selbst hat einen Fehler; das sagt nichts über das Programm.</translation>
    </message>
    <message>
        <source>{count_ms} ms</source>
        <translation>{count_ms} ms</translation>
    </message>
    <message>
        <source>{count_ms:.3g} s</source>
        <translation>{count_ms:.3g} s</translation>
    </message>
</context>
<context>
    <name>ui.work.samples</name>
    <message>
        <source>A conversation: lines with &lt; come from the judge, lines with &gt; from your program. It cannot be run on this machine.</source>
        <translation>Ein Gespräch: Zeilen mit &lt; kommen vom Prüfprogramm, Zeilen mit &gt; von Ihrem Programm. Auf diesem Gerät lässt es sich nicht ausführen.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>compiling</source>
        <translation>kompiliert</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Samples and your own cases</source>
        <translation>Beispiele und eigene Fälle</translation>
    </message>
    <message>
        <source>Add case</source>
        <translation>Fall hinzufügen</translation>
    </message>
    <message>
        <source>Keep an input of your own; Run runs it together with the samples</source>
        <translation>Eine eigene Eingabe behalten; „Ausführen“ nimmt sie zu den Beispielen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Name of your case</source>
        <translation>Name Ihres Falls</translation>
    </message>
    <message>
        <source>Show spaces</source>
        <translation>Leerzeichen zeigen</translation>
    </message>
    <message>
        <source>Where an output differs, mark spaces with · and tabs with →</source>
        <translation>Wo eine Ausgabe abweicht, Leerzeichen mit · und Tabulatoren mit → zeigen</translation>
    </message>
    <message>
        <source>Sample input</source>
        <translation>Eingabe des Beispiels</translation>
    </message>
    <message>
        <source>Sample expected</source>
        <translation>Erwartet im Beispiel</translation>
    </message>
    <message>
        <source>Sample output</source>
        <translation>Ausgabe zum Beispiel</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Your output</source>
        <translation>Ihre Ausgabe</translation>
    </message>
    <message>
        <source>Keep an input of your own; Run runs it with the samples</source>
        <translation>Eine eigene Eingabe behalten; „Ausführen“ nimmt sie zu den Beispielen</translation>
    </message>
    <message>
        <source>ran</source>
        <translation>gelaufen</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>noch nicht ausgeführt</translation>
    </message>
    <message>
        <source>Case input</source>
        <translation>Eingabe des Falls</translation>
    </message>
    <message>
        <source>Case expected</source>
        <translation>Erwartet im Fall</translation>
    </message>
    <message>
        <source>Expected (may stay empty)</source>
        <translation>Erwartet (darf leer bleiben)</translation>
    </message>
    <message>
        <source>This problem has no samples.</source>
        <translation>Diese Aufgabe hat keine Beispiele.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>„{name}“ entfernen?</translation>
    </message>
    <message>
        <source>Its input and expected output are deleted from this computer.</source>
        <translation>Eingabe und erwartete Ausgabe werden von diesem Computer gelöscht.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>ui.work.screen</name>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Compiling…</source>
        <translation>Wird kompiliert …</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft …</translation>
    </message>
    <message>
        <source>What is recorded is paused ({reason}).</source>
        <translation>Die Aufzeichnung ist angehalten ({reason}).</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run on the samples and your own cases, for feedback (Ctrl+Enter)</source>
        <translation>Mit den Beispielen und Ihren eigenen Fällen ausführen, zur Rückmeldung (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Submit…</source>
        <translation>Abgeben …</translation>
    </message>
    <message>
        <source>Hand in this program; the server judges it (Ctrl+Shift+Enter)</source>
        <translation>Dieses Programm abgeben; der Server wertet es aus (Strg+Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Programs cannot run on this machine right now.</source>
        <translation>Auf diesem Gerät lassen sich gerade keine Programme ausführen.</translation>
    </message>
    <message>
        <source>This was not inserted.</source>
        <translation>Dies wurde nicht eingefügt.</translation>
    </message>
</context>
<context>
    <name>ui.work.statement_language</name>
    <message>
        <source>Language of the statement</source>
        <translation>Sprache der Aufgabenstellung</translation>
    </message>
    <message>
        <source>Read the statement in another language</source>
        <translation>Die Aufgabenstellung in einer anderen Sprache lesen</translation>
    </message>
</context>
<context>
    <name>ui.work.text_views</name>
    <message>
        <source>[errors]</source>
        <translation>[Fehlerausgabe]</translation>
    </message>
    <message>
        <source>⟨cut here: {shown:,} of {all:,} characters are shown⟩</source>
        <translation>⟨hier gekürzt: {shown:,} von {all:,} Zeichen werden gezeigt⟩</translation>
    </message>
    <message numerus="yes">
        <source>⟨{n:,} more characters of this line cut here⟩</source>
        <extracomment>For one: ⟨{n:,} more character of this line cut here⟩</extracomment>
        <translation><numerusform>⟨hier um {n:,} weiteres Zeichen dieser Zeile gekürzt⟩</numerusform><numerusform>⟨hier um {n:,} weitere Zeichen dieser Zeile gekürzt⟩</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.work.topbar</name>
    <message>
        <source>recording</source>
        <translation>wird aufgezeichnet</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>not recording</source>
        <translation>zeichnet nicht auf</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Ohne Netz</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>What is recorded now</source>
        <translation>Was jetzt aufgezeichnet wird</translation>
    </message>
    <message>
        <source>What is recorded now, and a pause (F9)</source>
        <translation>Was jetzt aufgezeichnet wird, und eine Unterbrechung (F9)</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>Zurücktreten …</translation>
    </message>
    <message>
        <source>Finish…</source>
        <translation>Beenden …</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings: colours, letters, indent, keys (Ctrl+,)</source>
        <translation>Einstellungen: Farben, Schrift, Einrückung, Tasten (Strg+,)</translation>
    </message>
    <message>
        <source>End practice…</source>
        <translation>Übung beenden …</translation>
    </message>
    <message>
        <source>{title}: nothing is kept or sent</source>
        <translation>{title}: nichts wird behalten oder gesendet</translation>
    </message>
    <message>
        <source>Saved: everything you typed is on this machine's disk.</source>
        <translation>Gespeichert: Alles, was Sie getippt haben, ist auf der Festplatte dieses Geräts.</translation>
    </message>
    <message>
        <source>Saving: your last keystrokes are being written to disk.</source>
        <translation>Wird gespeichert: Ihre letzten Anschläge werden auf die Festplatte geschrieben.</translation>
    </message>
    <message>
        <source>Not saved: the disk did not take your last keystrokes. They are kept in memory and tried again.</source>
        <translation>Nicht gespeichert: Die Festplatte nahm Ihre letzten Anschläge nicht an. Sie bleiben im Arbeitsspeicher, und es wird wieder versucht.</translation>
    </message>
    <message numerus="yes">
        <source>{n} changes</source>
        <extracomment>For one: {n} change</extracomment>
        <translation><numerusform>{n} Änderung</numerusform><numerusform>{n} Änderungen</numerusform></translation>
    </message>
    <message>
        <source>{size} of recordings</source>
        <translation>{size} Aufzeichnungen</translation>
    </message>
    <message>
        <source>Sent: the server has everything.</source>
        <translation>Gesendet: Der Server hat alles.</translation>
    </message>
    <message>
        <source>Sending to the server.</source>
        <translation>Wird an den Server gesendet.</translation>
    </message>
    <message>
        <source>Offline: keep working, everything is kept here and sent later.</source>
        <translation>Ohne Netz: Arbeiten Sie weiter, alles wird hier behalten und später gesendet.</translation>
    </message>
    <message>
        <source>Not sent: the server refuses. Keep working; everything is kept here.</source>
        <translation>Nicht gesendet: Der Server lehnt ab. Arbeiten Sie weiter; alles wird hier behalten.</translation>
    </message>
    <message>
        <source>{one} and {two}</source>
        <translation>{one} und {two}</translation>
    </message>
    <message>
        <source>Waiting: {listed}.</source>
        <translation>Noch zu senden: {listed}.</translation>
    </message>
    <message>
        <source>{stream} {state}: {cause}</source>
        <translation>{stream} {state}: {cause}</translation>
    </message>
    <message>
        <source>{stream} {state}</source>
        <translation>{stream} {state}</translation>
    </message>
</context>
</TS>
