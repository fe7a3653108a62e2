<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="he" sourcelanguage="en">
<context>
    <name>app.afterwards</name>
    <message>
        <source>A copy of everything</source>
        <translation>עותק של הכול</translation>
    </message>
    <message>
        <source>A correction, or a reply to what was noted</source>
        <translation>תיקון, או תגובה למה שנרשם</translation>
    </message>
    <message>
        <source>An explanation of a result or of what was noted</source>
        <translation>הסבר על תוצאה או על מה שנרשם</translation>
    </message>
    <message>
        <source>Another human to look at a result</source>
        <translation>בחינה של תוצאה על ידי אדם נוסף</translation>
    </message>
    <message>
        <source>To object to the use of my data</source>
        <translation>התנגדות לשימוש בנתונים שלי</translation>
    </message>
    <message>
        <source>That my data is kept but not used</source>
        <translation>שמירת הנתונים שלי ללא שימוש בהם</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>מחיקה</translation>
    </message>
    <message>
        <source>Deletion at the end of the time of keeping</source>
        <translation>מחיקה בתום תקופת השמירה</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>התקבלה</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>בהמתנה</translation>
    </message>
    <message>
        <source>Delayed, with a reason</source>
        <translation>נדחתה למועד אחר, עם נימוק</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>נענתה</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>בוטלה</translation>
    </message>
    <message>
        <source>How your work came about was not recorded in this assessment, so there is nothing to play.</source>
        <translation>אופן היווצרות העבודה לא תועד במבחן הזה, ולכן אין מה להציג.</translation>
    </message>
    <message>
        <source>Nothing was written on this computer.</source>
        <translation>לא נכתב דבר במחשב הזה.</translation>
    </message>
    <message>
        <source>{kept}. Seen by: {seen_by}.</source>
        <translation>{kept}. מי רואה: {seen_by}.</translation>
    </message>
    <message>
        <source>Nothing was noted.</source>
        <translation>לא נרשם דבר.</translation>
    </message>
    <message>
        <source>There is no report yet.</source>
        <translation>עדיין אין דוח.</translation>
    </message>
    <message numerus="yes">
        <source>{n} pieces, {size}</source>
        <extracomment>For one: {n} piece, {size}</extracomment>
        <translation><numerusform>חלק אחד, {size}</numerusform><numerusform>{n} חלקים, {size}</numerusform></translation>
    </message>
    <message>
        <source>Code handed in</source>
        <translation>קוד שהוגש</translation>
    </message>
    <message numerus="yes">
        <source>{n} submissions</source>
        <extracomment>For one: {n} submission</extracomment>
        <translation><numerusform>הגשה אחת</numerusform><numerusform>{n} הגשות</numerusform></translation>
    </message>
    <message>
        <source>How your code came about</source>
        <translation>כיצד נוצר הקוד שלך</translation>
    </message>
    <message numerus="yes">
        <source>{n} entries</source>
        <extracomment>For one: {n} entry</extracomment>
        <translation><numerusform>רשומה אחת</numerusform><numerusform>{n} רשומות</numerusform></translation>
    </message>
    <message>
        <source>Messages during the work</source>
        <translation>הודעות במהלך העבודה</translation>
    </message>
    <message>
        <source>none</source>
        <translation>אין</translation>
    </message>
    <message>
        <source>Camera, sound and screen</source>
        <translation>מצלמה, קול ומסך</translation>
    </message>
    <message>
        <source>nothing recorded</source>
        <translation>לא הוקלט דבר</translation>
    </message>
    <message>
        <source>A person decided on {when}.</source>
        <translation>ההחלטה התקבלה על ידי אדם ב-{when}.</translation>
    </message>
</context>
<context>
    <name>app.attempt</name>
    <message>
        <source>This attempt has not started yet.</source>
        <translation>המבחן הזה עדיין לא התחיל.</translation>
    </message>
    <message>
        <source>Nothing is recorded before the notice has been acknowledged.</source>
        <translation>שום דבר אינו מוקלט לפני אישור הודעת הפרטיות.</translation>
    </message>
</context>
<context>
    <name>app.background</name>
    <message>
        <source>Recrutr is closing.</source>
        <translation>היישום Recrutr נסגר.</translation>
    </message>
    <message>
        <source>Recrutr is still busy with what you asked before. Please wait a moment.</source>
        <translation>היישום Recrutr עדיין עסוק בבקשה הקודמת. נא להמתין רגע.</translation>
    </message>
</context>
<context>
    <name>app.capturing</name>
    <message>
        <source>by you ({reason})</source>
        <translation>ביוזמתך ({reason})</translation>
    </message>
</context>
<context>
    <name>app.check_room</name>
    <message>
        <source>Starting…</source>
        <translation>מתחילים…</translation>
    </message>
    <message>
        <source>Please look at the red line first: starting now could cost you time.</source>
        <translation>נא לעיין קודם בשורה האדומה: התחלה עכשיו עלולה לגזול ממך זמן.</translation>
    </message>
    <message>
        <source>{title}, not attached</source>
        <translation>{title}, לא מחובר</translation>
    </message>
</context>
<context>
    <name>app.checks</name>
    <message>
        <source>Look again</source>
        <translation>בדיקה חוזרת</translation>
    </message>
    <message>
        <source>The camera is off.</source>
        <translation>המצלמה כבויה.</translation>
    </message>
    <message>
        <source>The microphone is off.</source>
        <translation>המיקרופון כבוי.</translation>
    </message>
    <message>
        <source>The screen is off.</source>
        <translation>המסך כבוי.</translation>
    </message>
    <message>
        <source>{gb:.1f} GB are free.</source>
        <translation>פנויים {gb:.1f} GB.</translation>
    </message>
    <message>
        <source>Only {mb} MB are free. Please free at least 200 MB before you start.</source>
        <translation>פנויים רק {mb} MB. נא לפנות לפחות 200 MB לפני ההתחלה.</translation>
    </message>
    <message>
        <source>If the network is away for long, recording stops first; your typing never does.</source>
        <translation>אם הרשת מנותקת לזמן רב, ההקלטה נעצרת תחילה; ההקלדה שלך לעולם אינה נעצרת.</translation>
    </message>
    <message>
        <source>The connection is slow. Everything is kept here and sent as it can be.</source>
        <translation>החיבור איטי. הכול נשמר כאן ונשלח בהתאם לאפשרויות.</translation>
    </message>
    <message>
        <source>The server answers in {ms} ms.</source>
        <translation>השרת עונה בתוך {ms} ms.</translation>
    </message>
    <message>
        <source>The server's time is not known yet.</source>
        <translation>השעה של השרת עדיין אינה ידועה.</translation>
    </message>
    <message>
        <source>This computer's clock agrees with the server's.</source>
        <translation>השעון של המחשב הזה תואם את שעון השרת.</translation>
    </message>
    <message>
        <source>This computer's clock is {minutes} min {seconds} s ahead of the server's.</source>
        <translation>השעון של המחשב הזה מקדים את שעון השרת ב-{minutes} דק׳ ו-{seconds} שנ׳.</translation>
    </message>
    <message>
        <source>This computer's clock is {minutes} min {seconds} s behind the server's.</source>
        <translation>השעון של המחשב הזה מפגר אחרי שעון השרת ב-{minutes} דק׳ ו-{seconds} שנ׳.</translation>
    </message>
    <message>
        <source>Nothing breaks: the time left is counted by the server's clock.</source>
        <translation>אין בכך בעיה: הזמן שנותר נמדד לפי שעון השרת.</translation>
    </message>
    <message>
        <source>{device} works.</source>
        <translation>ההתקן {device} פועל.</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>הכול פועל.</translation>
    </message>
    <message>
        <source>You may start without it; that it is missing is noted, nothing more.</source>
        <translation>אפשר להתחיל גם כך; החיסרון נרשם, ותו לא.</translation>
    </message>
    <message>
        <source>You can still write and hand in; only trying it here does not work.</source>
        <translation>עדיין אפשר לכתוב ולהגיש; רק ההרצה לניסיון כאן אינה פועלת.</translation>
    </message>
</context>
<context>
    <name>app.docs_beside</name>
    <message>
        <source>This link leads out of the documentation; nothing is loaded from there.</source>
        <translation>הקישור הזה מוביל אל מחוץ לתיעוד; שום דבר אינו נטען משם.</translation>
    </message>
    <message>
        <source>On Debian and Ubuntu the package {package} holds it; it is found at the next start.</source>
        <translation>ב-Debian וב-Ubuntu התיעוד נמצא בחבילה {package}; הוא יזוהה בהפעלה הבאה.</translation>
    </message>
    <message>
        <source>No documentation for {language} is installed on this computer.</source>
        <translation>אין במחשב הזה תיעוד מותקן עבור {language}‎.</translation>
    </message>
</context>
<context>
    <name>app.earlier</name>
    <message>
        <source>Work that does not open</source>
        <translation>עבודה שאינה נפתחת</translation>
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
        <translation>מחפשים עבודה שנשמרה במחשב הזה…</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>מצטרפים…</translation>
    </message>
    <message>
        <source>Getting your work back…</source>
        <translation>משחזרים את העבודה שלך…</translation>
    </message>
</context>
<context>
    <name>app.finish_room</name>
    <message>
        <source>Nothing was handed in.</source>
        <translation>לא הוגש דבר.</translation>
    </message>
    <message>
        <source>The server did not take it: {reason}</source>
        <translation>השרת לא קיבל זאת: {reason}</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>הקלטות</translation>
    </message>
    <message numerus="yes">
        <source>{n} recordings could not be sent: {reasons}</source>
        <extracomment>For one: {n} recording could not be sent: {reasons}</extracomment>
        <translation><numerusform>לא ניתן היה לשלוח הקלטה אחת: {reasons}</numerusform><numerusform>לא ניתן היה לשלוח {n} הקלטות: {reasons}</numerusform></translation>
    </message>
</context>
<context>
    <name>app.home</name>
    <message>
        <source>Recrutr is already running. Please look for its window, or close it first.</source>
        <translation>היישום Recrutr כבר פועל. נא לחפש את החלון שלו, או לסגור אותו קודם.</translation>
    </message>
    <message>
        <source>Recrutr may not write to its folder {folder}. Perhaps it belongs to another account of this computer.</source>
        <translation>ליישום Recrutr אין הרשאה לכתוב בתיקייה שלו ⁦{folder}⁩. ייתכן שהיא שייכת לחשבון אחר במחשב הזה.</translation>
    </message>
</context>
<context>
    <name>app.identity_room</name>
    <message>
        <source>The camera gives no picture just now.</source>
        <translation>המצלמה אינה מעבירה תמונה כרגע.</translation>
    </message>
    <message>
        <source>Nothing was taken.</source>
        <translation>לא צולם דבר.</translation>
    </message>
    <message>
        <source>Look whether it is plugged in.</source>
        <translation>כדאי לבדוק שההתקן מחובר.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>מתחילים…</translation>
    </message>
</context>
<context>
    <name>app.left</name>
    <message>
        <source>Recrutr goes on sending</source>
        <translation>היישום Recrutr ממשיך לשלוח</translation>
    </message>
    <message>
        <source>No connection: Recrutr waits to go on sending</source>
        <translation>אין חיבור: Recrutr ממתין להמשך השליחה</translation>
    </message>
    <message>
        <source>Everything has arrived</source>
        <translation>הכול הגיע</translation>
    </message>
    <message>
        <source>Nothing is left to send.</source>
        <translation>לא נותר מה לשלוח.</translation>
    </message>
    <message>
        <source>The last of it is being saved on this computer.</source>
        <translation>החלק האחרון נשמר עכשיו במחשב הזה.</translation>
    </message>
    <message>
        <source>You can close this. Recrutr ends by itself in a moment.</source>
        <translation>אפשר לסגור את החלון. Recrutr ייסגר מעצמו בעוד רגע.</translation>
    </message>
    <message>
        <source>You can go on with other things. Recrutr ends by itself when everything has arrived.</source>
        <translation>אפשר לעבור לדברים אחרים. Recrutr ייסגר מעצמו כשהכול יגיע.</translation>
    </message>
    <message>
        <source>Still to send: {listed}; about {about}.</source>
        <translation>נותר לשלוח: {listed}; בערך {about}.</translation>
    </message>
    <message>
        <source>Still to send: {listed}.</source>
        <translation>נותר לשלוח: {listed}.</translation>
    </message>
    <message>
        <source>What is not sent yet stays on this computer, encrypted: {listed}.
It goes out when you open Recrutr here again. Until then the people who invited you do not have it.</source>
        <translation>מה שעדיין לא נשלח נשאר במחשב הזה, מוצפן: {listed}.
הוא יישלח כש-Recrutr ייפתח כאן שוב. עד אז אין הוא בידי הארגון שהזמין אותך.</translation>
    </message>
    <message>
        <source>what you handed in</source>
        <translation>מה שהגשת</translation>
    </message>
    <message numerus="yes">
        <source>{n} recordings ({size})</source>
        <extracomment>For one: {n} recording ({size})</extracomment>
        <translation><numerusform>הקלטה אחת ({size})</numerusform><numerusform>{n} הקלטות ({size})</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} journal entries</source>
        <extracomment>For one: {n} journal entry</extracomment>
        <translation><numerusform>רשומה אחת ביומן</numerusform><numerusform>{n} רשומות ביומן</numerusform></translation>
    </message>
    <message>
        <source>how you said it was</source>
        <translation>המשוב שלך</translation>
    </message>
    <message>
        <source>{some}, {more}</source>
        <translation>{some}, {more}</translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation>{some} וגם {last}</translation>
    </message>
</context>
<context>
    <name>app.local_runs</name>
    <message>
        <source>Programs cannot be run here. {reason}</source>
        <translation>לא ניתן להריץ כאן תוכניות. {reason}</translation>
    </message>
</context>
<context>
    <name>app.notice_room</name>
    <message>
        <source>Telling the server…</source>
        <translation>מודיעים לשרת…</translation>
    </message>
    <message>
        <source>Ending this attempt…</source>
        <translation>מסיימים את המבחן הזה…</translation>
    </message>
</context>
<context>
    <name>app.offline_docs</name>
    <message>
        <source>This page is not in the documentation: {wanted}</source>
        <translation>הדף הזה אינו בתיעוד: {wanted}</translation>
    </message>
</context>
<context>
    <name>app.own_replay</name>
    <message>
        <source>An edit names a document that the journal does not hold.</source>
        <translation>עריכה מפנה למסמך שאינו קיים ביומן.</translation>
    </message>
</context>
<context>
    <name>app.practice_problem</name>
    <message>
        <source>Practice</source>
        <translation>תרגול</translation>
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
&lt;p&gt;גינה מושקית במי גשם בלבד. לכל אחד מ-&lt;em&gt;n&lt;/em&gt; הימים האחרונים ידוע כמה מילימטרים של גשם ירדו.
&lt;em&gt;רצף יבש&lt;/em&gt; הוא רצף של ימים, בזה אחר זה, שבהם לא ירד גשם כלל.&lt;/p&gt;
&lt;p&gt;יש למצוא את אורכו של הרצף היבש הארוך ביותר.&lt;/p&gt;
&lt;h3&gt;קלט&lt;/h3&gt;
&lt;p&gt;בשורה הראשונה נתון &lt;em&gt;n&lt;/em&gt;, מספר הימים (1 עד 1,000). בשורה השנייה נתונים &lt;em&gt;n&lt;/em&gt; מספרים שלמים
מ-0 עד 300, אחד לכל יום, מופרדים ברווח יחיד.&lt;/p&gt;
&lt;h3&gt;פלט&lt;/h3&gt;
&lt;p&gt;שורה אחת ובה אורכו של הרצף היבש הארוך ביותר; 0 אם ירד גשם בכל יום.&lt;/p&gt;
&lt;h3&gt;כדאי לנסות&lt;/h3&gt;
&lt;ul&gt;
&lt;li&gt;הקשה על Ctrl+Enter מריצה את התוכנית על הדוגמאות.&lt;/li&gt;
&lt;li&gt;אפשר להוסיף לצידן מקרה בדיקה משלך, ולשמור אותו.&lt;/li&gt;
&lt;li&gt;אפשר להגיש, לשנות משהו, ולעיין ברשימת השאלות.&lt;/li&gt;
&lt;li&gt;אפשר לפתוח את ההגדרות (Ctrl+,‎) ולהתאים את העורך אליך: ההתאמות נשמרות.&lt;/li&gt;
&lt;/ul&gt;
</translation>
    </message>
    <message>
        <source>Dry spell</source>
        <translation>רצף יבש</translation>
    </message>
</context>
<context>
    <name>app.practice_room</name>
    <message>
        <source>This is practice.</source>
        <translation>זהו תרגול.</translation>
    </message>
    <message>
        <source>Nothing you write here is saved, sent or recorded, and nobody sees it. It is deleted when you end the practice.</source>
        <translation>שום דבר שנכתב כאן אינו נשמר, נשלח או מוקלט, ואיש אינו רואה אותו. הכול נמחק בסיום התרגול.</translation>
    </message>
    <message>
        <source>Solve the small problem, or just look around. There is no time limit.</source>
        <translation>אפשר לפתור את השאלה הקטנה, או פשוט להתרשם. אין הגבלת זמן.</translation>
    </message>
</context>
<context>
    <name>app.receipts</name>
    <message>
        <source>Submission receipt: {assessment}</source>
        <translation>קבלה על הגשה: {assessment}</translation>
    </message>
    <message>
        <source>Organisation: {organisation}</source>
        <translation>ארגון: {organisation}</translation>
    </message>
    <message>
        <source>Attempt: {attempt}</source>
        <translation>מזהה הניסיון: {attempt}</translation>
    </message>
    <message>
        <source>Finished on this computer: {when}</source>
        <translation>הסתיים במחשב הזה: {when}</translation>
    </message>
    <message numerus="yes">
        <source>Journal: {n} entries, ending in {head}</source>
        <extracomment>For one: Journal: {n} entry, ending in {head}</extracomment>
        <translation><numerusform>יומן: רשומה אחת, המסתיימת ב-{head}</numerusform><numerusform>יומן: {n} רשומות, המסתיימות ב-{head}</numerusform></translation>
    </message>
    <message>
        <source>Handed in:</source>
        <translation>הוגש:</translation>
    </message>
    <message>
        <source>Nothing was handed in.</source>
        <translation>לא הוגש דבר.</translation>
    </message>
    <message>
        <source>    source SHA-256 {digest}</source>
        <translation>    קוד המקור, SHA-256 {digest}</translation>
    </message>
    <message numerus="yes">
        <source>Recording {track}: {n} parts</source>
        <extracomment>For one: Recording {track}: {n} part</extracomment>
        <translation><numerusform>הקלטה ({track}): חלק אחד</numerusform><numerusform>הקלטה ({track}): {n} חלקים</numerusform></translation>
    </message>
    <message>
        <source>Signed by this computer, key {key}</source>
        <translation>נחתם על ידי המחשב הזה, מפתח {key}</translation>
    </message>
    <message>
        <source>The server has not confirmed it yet; this receipt already proves when and what you handed in.</source>
        <translation>השרת עדיין לא אישר אותה; הקבלה הזאת כבר מוכיחה מה הגשת ומתי.</translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: on time</source>
        <translation>אושר על ידי השרת ב-{when}: בזמן</translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: late</source>
        <translation>אושר על ידי השרת ב-{when}: באיחור</translation>
    </message>
    <message>
        <source>Confirmed by the server on {when}: unproven</source>
        <translation>אושר על ידי השרת ב-{when}: הזמן לא הוכח</translation>
    </message>
    <message>
        <source>Erasure receipt</source>
        <translation>קבלה על מחיקה</translation>
    </message>
    <message>
        <source>Your key was destroyed on {when}; since then no copy can be read.</source>
        <translation>המפתח שלך הושמד ב-{when}; מאז לא ניתן לקרוא אף עותק.</translation>
    </message>
    <message>
        <source>Deleted: {records} records, {files} recording files, {links} shared links ended.</source>
        <translation>נמחקו: רשומות – {records}, קובצי הקלטה – {files}, קישורי שיתוף שבוטלו – {links}.</translation>
    </message>
    <message>
        <source>Kept:</source>
        <translation>נשמר:</translation>
    </message>
    <message>
        <source>Nothing is kept.</source>
        <translation>לא נשמר דבר.</translation>
    </message>
    <message>
        <source>Backups are overwritten by {when}; until then they are unreadable.</source>
        <translation>הגיבויים יידרסו עד {when}; עד אז לא ניתן לקרוא אותם.</translation>
    </message>
    <message>
        <source>Request {request}, attempt {attempt}</source>
        <translation>בקשה {request}, מזהה הניסיון {attempt}</translation>
    </message>
    <message>
        <source>Signed by the server, key {key}</source>
        <translation>נחתם על ידי השרת, מפתח {key}</translation>
    </message>
</context>
<context>
    <name>app.sending</name>
    <message>
        <source>The server that answers does not know this attempt. It may be another one than yours.</source>
        <translation>השרת שמשיב אינו מכיר את המבחן הזה. ייתכן שזה שרת אחר מזה שלך.</translation>
    </message>
</context>
<context>
    <name>app.server_runs</name>
    <message>
        <source>This server does not run programs.</source>
        <translation>השרת הזה אינו מריץ תוכניות.</translation>
    </message>
    <message>
        <source>The server that would run them cannot be reached.</source>
        <translation>לא ניתן להגיע לשרת שאמור להריץ אותן.</translation>
    </message>
    <message>
        <source>Programs cannot be run on this computer, and the server that would run them cannot be reached.</source>
        <translation>לא ניתן להריץ תוכניות במחשב הזה, ולא ניתן להגיע לשרת שאמור להריץ אותן.</translation>
    </message>
    <message>
        <source>One of your own cases is too long, or holds characters that are no text. Change or remove it.</source>
        <translation>אחד ממקרי הבדיקה שלך ארוך מדי, או מכיל תווים שאינם טקסט. יש לשנות או להסיר אותו.</translation>
    </message>
    <message>
        <source>The server ended the run without a result. Please try again.</source>
        <translation>השרת סיים את ההרצה ללא תוצאה. נא לנסות שוב.</translation>
    </message>
</context>
<context>
    <name>app.settings</name>
    <message>
        <source>The policy file {name} cannot be read: {strerror}.</source>
        <translation>לא ניתן לקרוא את קובץ המדיניות {name}: {strerror}.</translation>
    </message>
    <message>
        <source>This link is not a Recrutr invitation.</source>
        <translation>הקישור הזה אינו הזמנה של Recrutr.</translation>
    </message>
    <message>
        <source>An invitation code has four groups of four letters and digits, like 7K3M-9QTX-2C4V-8HWP. Please copy it again from your invitation.</source>
        <translation>קוד הזמנה מורכב מארבע קבוצות של ארבע אותיות וספרות, כמו ‎7K3M-9QTX-2C4V-8HWP. נא להעתיק אותו שוב מההזמנה.</translation>
    </message>
    <message>
        <source>The server's address is not a web address.</source>
        <translation>כתובת השרת אינה כתובת אינטרנט.</translation>
    </message>
    <message>
        <source>The server's address must begin with https://.</source>
        <translation>כתובת השרת חייבת להתחיל ב-https://‎.</translation>
    </message>
</context>
<context>
    <name>app.trying_out</name>
    <message>
        <source>Camera</source>
        <translation>מצלמה</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>מיקרופון</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>מסך</translation>
    </message>
    <message>
        <source>Nothing could be recorded.</source>
        <translation>לא ניתן היה להקליט דבר.</translation>
    </message>
    <message>
        <source>No camera, microphone or screen is open just now.</source>
        <translation>אין כרגע מצלמה, מיקרופון או מסך פתוחים.</translation>
    </message>
    <message>
        <source>Look at the lines above, then try again.</source>
        <translation>יש לעיין בשורות שלמעלה ולנסות שוב.</translation>
    </message>
    <message>
        <source>The sound cannot be played here; what it contains stands above.</source>
        <translation>לא ניתן להשמיע כאן את הקול; תוכנו מתואר למעלה.</translation>
    </message>
    <message>
        <source>You should hear what was recorded. If not, look at the volume of this computer.</source>
        <translation>ההקלטה אמורה להישמע עכשיו. אם אינה נשמעת, כדאי לבדוק את עוצמת הקול של המחשב הזה.</translation>
    </message>
    <message>
        <source>{stream}: {words}</source>
        <translation>{stream}: {words}</translation>
    </message>
    <message>
        <source>no picture came.</source>
        <translation>לא התקבלה תמונה.</translation>
    </message>
    <message>
        <source>{seconds:.1f} s, {rate:.0f} pictures a second, {size}.</source>
        <translation>{seconds:.1f} שנ׳, {rate:.0f} תמונות בשנייה, {size}.</translation>
    </message>
    <message>
        <source>no sound came.</source>
        <translation>לא התקבל קול.</translation>
    </message>
    <message>
        <source>{seconds:.1f} s, {size}, loudest {percent} %.</source>
        <translation>{seconds:.1f} שנ׳, {size}, עוצמה מרבית {percent}%.</translation>
    </message>
    <message>
        <source>It is silent: is the microphone muted?</source>
        <translation>יש שקט: האם המיקרופון מושתק?</translation>
    </message>
    <message>
        <source>{seconds:.1f} s are missing.</source>
        <translation>חסרות {seconds:.1f} שנ׳.</translation>
    </message>
</context>
<context>
    <name>app.typed_input</name>
    <message>
        <source>⟨cut here: {dropped:,} bytes before this are not shown⟩
</source>
        <translation>⟨נחתך כאן: {dropped:,} בתים שלפני כן אינם מוצגים⟩
</translation>
    </message>
</context>
<context>
    <name>app.words</name>
    <message>
        <source>Nothing is lost: everything is kept on this computer.</source>
        <translation>דבר לא אבד: הכול נשמר במחשב הזה.</translation>
    </message>
    <message>
        <source>Recrutr tries again by itself.</source>
        <translation>היישום Recrutr מנסה שוב מעצמו.</translation>
    </message>
    <message>
        <source>What was shown as saved is safe.</source>
        <translation>מה שהוצג כשמור – בטוח.</translation>
    </message>
    <message>
        <source>Make some room on the disk; Recrutr goes on by itself.</source>
        <translation>יש לפנות מקום בדיסק; Recrutr ימשיך מעצמו.</translation>
    </message>
    <message>
        <source>Writing, saving and handing in work as before; only trying your program here does not.</source>
        <translation>הכתיבה, השמירה וההגשה פועלות כרגיל; רק הרצת התוכנית כאן לניסיון אינה פועלת.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>דבר לא אבד.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted.</source>
        <translation>דבר לא השתנה ולא נמחק.</translation>
    </message>
    <message>
        <source>Please tell the organisation that invited you; they can help.</source>
        <translation>נא לפנות לארגון שהזמין אותך; שם יוכלו לעזור.</translation>
    </message>
    <message>
        <source>Your work is kept on this computer.</source>
        <translation>העבודה שלך שמורה במחשב הזה.</translation>
    </message>
    <message>
        <source>Join again with your invitation code.</source>
        <translation>יש להצטרף שוב עם קוד ההזמנה שלך.</translation>
    </message>
    <message>
        <source>Please write to the person who invited you.</source>
        <translation>נא לכתוב למי ששלח לך את ההזמנה.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>דבר לא השתנה.</translation>
    </message>
    <message>
        <source>Nothing is lost. Both are kept: what the server has, and this copy.</source>
        <translation>דבר לא אבד. שניהם נשמרים: מה שיש בשרת, והעותק הזה.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again while the network is there: it goes on from what the server has.</source>
        <translation>יש לסגור את Recrutr ולפתוח אותו שוב כשיש רשת: הוא ימשיך ממה שיש בשרת.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted, and what had been sent is safe with the server.</source>
        <translation>דבר לא השתנה ולא נמחק, ומה שכבר נשלח בטוח בשרת.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again: it offers to bring that back to this computer.</source>
        <translation>יש לסגור את Recrutr ולפתוח אותו שוב: הוא יציע להחזיר זאת למחשב הזה.</translation>
    </message>
    <message>
        <source>What the server answered is not signed with the key that this attempt began with.</source>
        <translation>מה שהשרת השיב אינו חתום במפתח שבו התחיל המבחן הזה.</translation>
    </message>
    <message>
        <source>Nobody was told anything.</source>
        <translation>לא נמסר דבר לאיש.</translation>
    </message>
    <message>
        <source>Compare it with your invitation, letter by letter.</source>
        <translation>כדאי להשוות אותו להזמנה, אות אחר אות.</translation>
    </message>
    <message>
        <source>An attempt stays on the computer on which it began, so that its record has one author.</source>
        <translation>מבחן נשאר במחשב שבו התחיל, כדי שלרישום שלו יהיה מקור אחד.</translation>
    </message>
    <message>
        <source>Go on there. If it no longer works, ask the person who invited you for a code to go on here.</source>
        <translation>יש להמשיך שם. אם המחשב ההוא אינו פועל עוד, אפשר לבקש ממי ששלח לך את ההזמנה קוד להמשך כאן.</translation>
    </message>
    <message>
        <source>Your work comes first: what you type is saved as before. That the recording paused, and why, is noted.</source>
        <translation>העבודה שלך קודמת לכול: מה שמוקלד נשמר כרגיל. ההשהיה של ההקלטה והסיבה לה נרשמות.</translation>
    </message>
    <message>
        <source>Free some space, for example by emptying the bin; recording goes on by itself.</source>
        <translation>יש לפנות מקום, למשל על ידי ריקון סל המיחזור; ההקלטה תימשך מעצמה.</translation>
    </message>
    <message>
        <source>Ask the person who gave it to you for a new one.</source>
        <translation>אפשר לבקש קוד חדש ממי שנתן לך אותו.</translation>
    </message>
    <message>
        <source>What is saved here was left as it is.</source>
        <translation>מה ששמור כאן נותר כפי שהיה.</translation>
    </message>
    <message>
        <source>Use the code on another computer. This one has used it up: ask for a new one.</source>
        <translation>יש להשתמש בקוד במחשב אחר. במחשב הזה הוא כבר נוצל: אפשר לבקש קוד חדש.</translation>
    </message>
    <message>
        <source>Nothing has been recorded here.</source>
        <translation>לא הוקלט כאן דבר.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again to read the notice.</source>
        <translation>כדי לקרוא את הודעת הפרטיות יש לסגור את Recrutr ולפתוח אותו שוב.</translation>
    </message>
    <message>
        <source>Go on. If this stays, leave Recrutr open and look after the disk.</source>
        <translation>אפשר להמשיך. אם הבעיה נמשכת, יש להשאיר את Recrutr פתוח ולבדוק את הדיסק.</translation>
    </message>
    <message>
        <source>What was sent is safe with the server. Nothing more is kept on this computer.</source>
        <translation>מה שנשלח שמור בבטחה בשרת. שום דבר נוסף אינו נשמר במחשב הזה.</translation>
    </message>
    <message>
        <source>Put the folder back, or leave Recrutr open until you have handed in and everything is sent.</source>
        <translation>יש להחזיר את התיקייה למקומה, או להשאיר את Recrutr פתוח עד שתגישו והכול יישלח.</translation>
    </message>
    <message>
        <source>It is not believed, and nothing is lost: everything is kept on this computer.</source>
        <translation>לא מסתמכים על התשובה הזאת, ושום דבר לא אבד: הכול שמור במחשב הזה.</translation>
    </message>
    <message>
        <source>Recrutr asks again by itself. If this stays, please tell the organisation that invited you; your work can be brought to them as an evidence file.</source>
        <translation>Recrutr שואל שוב מעצמו. אם זה נשאר כך, נא לספר לארגון שהזמין אותך; אפשר להביא לו את עבודתך כקובץ ראיות.</translation>
    </message>
    <message>
        <source>Nothing is lost, and nothing has been changed.</source>
        <translation>דבר לא אבד, ודבר לא השתנה.</translation>
    </message>
    <message>
        <source>Unlock it, then press “Try again”.</source>
        <translation>יש לבטל את הנעילה וללחוץ על &quot;ניסיון חוזר&quot;.</translation>
    </message>
    <message>
        <source>Answer it there, then try again.</source>
        <translation>יש להשיב לו שם ואז לנסות שוב.</translation>
    </message>
    <message>
        <source>Writing, saving and handing in work as before; they need neither.</source>
        <translation>הכתיבה, השמירה וההגשה פועלות כרגיל; אין להן צורך בשום אחד מאלה.</translation>
    </message>
    <message>
        <source>Your work is kept.</source>
        <translation>העבודה שלך שמורה.</translation>
    </message>
    <message>
        <source>Close Recrutr and open it again: it continues where the server is.</source>
        <translation>יש לסגור את Recrutr ולפתוח אותו שוב: הוא ימשיך מהמקום שבו השרת נמצא.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>ניסיון חוזר</translation>
    </message>
    <message>
        <source>Get my work back</source>
        <translation>שחזור העבודה שלי</translation>
    </message>
    <message>
        <source>Type your invitation code and press Continue.</source>
        <translation>יש להקליד את קוד ההזמנה וללחוץ על &quot;המשך&quot;.</translation>
    </message>
    <message>
        <source>Press “{button}”.</source>
        <translation>יש ללחוץ על &quot;{button}&quot;.</translation>
    </message>
    <message>
        <source>You go on from what the server has; what you handed in here goes there too.</source>
        <translation>ההמשך הוא ממה שיש בשרת; גם מה שהגשת כאן יישלח לשם.</translation>
    </message>
    <message>
        <source>This copy is put aside, not deleted, and the people who invited you can look at it.</source>
        <translation>העותק הזה מונח בצד ואינו נמחק, והארגון שהזמין אותך יכול לעיין בו.</translation>
    </message>
    <message>
        <source>Everything that had reached the server can be brought back to this computer; you then go on from there.</source>
        <translation>כל מה שהגיע לשרת ניתן להחזרה למחשב הזה; משם אפשר להמשיך.</translation>
    </message>
    <message>
        <source>What does not open is put aside, not deleted. It needs the network and takes seconds.</source>
        <translation>מה שאינו נפתח מונח בצד ואינו נמחק. נדרשת רשת, והפעולה אורכת שניות.</translation>
    </message>
    <message>
        <source>The server has deleted this attempt, but not all of it is deleted on this computer yet.</source>
        <translation>השרת מחק את המבחן שלך, אבל עדיין לא הכול נמחק במחשב הזה.</translation>
    </message>
    <message>
        <source>Recrutr tries again by itself. If this stays, make some room on the disk and leave Recrutr open.</source>
        <translation>היישום Recrutr מנסה שוב מעצמו. אם הבעיה נמשכת, יש לפנות מקום בדיסק ולהשאיר את Recrutr פתוח.</translation>
    </message>
    <message>
        <source>The server has deleted this attempt.</source>
        <translation>השרת מחק את המבחן שלך.</translation>
    </message>
    <message>
        <source>What is left of it on this computer is being deleted now.</source>
        <translation>מה שנותר ממנו במחשב הזה נמחק עכשיו.</translation>
    </message>
    <message>
        <source>What you run is sent there and not kept.</source>
        <translation>מה שמורץ נשלח לשם ואינו נשמר.</translation>
    </message>
    <message numerus="yes">
        <source>{n} runs are before yours.</source>
        <extracomment>For one: One run is before yours.</extracomment>
        <translation><numerusform>הרצה אחת לפני שלך.</numerusform><numerusform>{n} הרצות לפני שלך.</numerusform></translation>
    </message>
    <message>
        <source>No other run is before yours.</source>
        <translation>אין הרצות אחרות לפני שלך.</translation>
    </message>
    <message>
        <source>Runs happen on the employer's server. {reason}</source>
        <translation>ההרצות מתבצעות בשרת של המעסיק. {reason}</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} דק׳ ו-{seconds} שנ׳</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} דק׳</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} שנ׳</translation>
    </message>
    <message>
        <source>The server could not be reached for a while. That was not your doing, so the time is given back.</source>
        <translation>לא ניתן היה להגיע לשרת במשך זמן מה. זה לא היה באחריותך, ולכן הזמן מוחזר לך.</translation>
    </message>
    <message>
        <source>Your connection was interrupted. The organisation that invited you gives you the time back.</source>
        <translation>החיבור שלך נקטע. הארגון שהזמין אותך מחזיר לך את הזמן.</translation>
    </message>
    <message>
        <source>A person of the organisation that invited you gave you more time.</source>
        <translation>אדם מטעם הארגון שהזמין אותך נתן לך זמן נוסף.</translation>
    </message>
    <message>
        <source>A person of the organisation that invited you gave you a break. Nobody expects work meanwhile, and the end of your time has moved by as much. What is recorded can be paused as ever.</source>
        <translation>אדם מטעם הארגון שהזמין אותך נתן לך הפסקה. איש אינו מצפה לעבודה בינתיים, וסוף הזמן שלך נדחה בהתאם. אפשר להשהות את ההקלטה כמו תמיד.</translation>
    </message>
    <message>
        <source>You have {amount} more.</source>
        <translation>נוספו לך {amount}.</translation>
    </message>
    <message>
        <source>The clock above shows the new time.</source>
        <translation>השעון שלמעלה מציג את הזמן החדש.</translation>
    </message>
    <message>
        <source>This attempt continues on another computer.</source>
        <translation>המבחן הזה ממשיך במחשב אחר.</translation>
    </message>
    <message>
        <source>What you did here is kept. What has not been sent yet is sent now, as the record of this computer; it is not mixed into the work on the other one.</source>
        <translation>מה שעשית כאן נשמר. מה שטרם נשלח נשלח עכשיו, כרישום של המחשב הזה; הוא אינו מעורבב בעבודה שבמחשב האחר.</translation>
    </message>
    <message>
        <source>Go on there. Leave Recrutr open here until it says that all has arrived.</source>
        <translation>יש להמשיך שם. יש להשאיר כאן את Recrutr פתוח עד שיופיע שהכול הגיע.</translation>
    </message>
    <message>
        <source>You did not agree to the notice on this computer.</source>
        <translation>לא הסכמת להודעת הפרטיות במחשב הזה.</translation>
    </message>
    <message>
        <source>Nothing was recorded here, and your attempt stays as it is.</source>
        <translation>לא הוקלט כאן דבר, והמבחן שלך נשאר כפי שהוא.</translation>
    </message>
    <message>
        <source>You can close Recrutr, or read the notice again.</source>
        <translation>אפשר לסגור את Recrutr, או לקרוא שוב את הודעת הפרטיות.</translation>
    </message>
    <message>
        <source>Your time runs already, on the server. What you did on the other computer comes with you, as far as it had been sent.</source>
        <translation>הזמן שלך כבר רץ, בשרת. מה שעשית במחשב האחר עובר איתך, ככל שכבר נשלח.</translation>
    </message>
    <message>
        <source>You may begin from {when}. Until then everything can be checked; open Recrutr again then.</source>
        <translation>אפשר להתחיל החל מ-{when}. עד אז אפשר לבדוק הכול; בהגיע המועד יש לפתוח את Recrutr שוב.</translation>
    </message>
    <message>
        <source>Recrutr did not start</source>
        <translation>היישום Recrutr לא נפתח</translation>
    </message>
    <message>
        <source>Something went wrong inside Recrutr. This is our fault, not yours.</source>
        <translation>משהו השתבש בתוך Recrutr. זו אשמתנו, לא שלך.</translation>
    </message>
    <message>
        <source>What you typed is kept on this computer.</source>
        <translation>מה שהקלדת שמור במחשב הזה.</translation>
    </message>
    <message>
        <source>You can go on. If something does not react, close Recrutr and open it again: it continues where you were.</source>
        <translation>אפשר להמשיך. אם משהו אינו מגיב, יש לסגור את Recrutr ולפתוח אותו שוב: הוא ימשיך מהמקום שבו עצרת.</translation>
    </message>
    <message>
        <source>Five minutes are left.</source>
        <translation>נותרו חמש דקות.</translation>
    </message>
    <message>
        <source>When the time is up, what stands in the editor is handed in by itself, and before it what last compiled when you pressed Run, if that is something else. The better one counts.</source>
        <translation>בתום הזמן מוגש מעצמו מה שנמצא בעורך, ולפניו הגרסה האחרונה שעברה הידור בלחיצה על &quot;הרצה&quot;, אם היא שונה. הטובה מביניהן נחשבת.</translation>
    </message>
    <message>
        <source>You need not hurry with the buttons.</source>
        <translation>אין צורך למהר ללחוץ על הכפתורים.</translation>
    </message>
    <message>
        <source>The time is up.</source>
        <translation>הזמן תם.</translation>
    </message>
    <message>
        <source>What stood in the editor has been handed in for every problem you changed; where a run had compiled something else before, that as well. The better one counts.</source>
        <translation>בכל שאלה ששינית הוגש מה שהיה בעורך; אם הרצה קודמת עברה הידור עם קוד אחר, הוגש גם הוא. הטוב מביניהם נחשב.</translation>
    </message>
    <message>
        <source>There is nothing you must do.</source>
        <translation>אין צורך לעשות דבר.</translation>
    </message>
    <message>
        <source>When the time is up, what stands in the editor is handed in by itself, and what last compiled in a run as well; the better one counts.</source>
        <translation>בתום הזמן מוגש מעצמו מה שנמצא בעורך, וגם הגרסה האחרונה שעברה הידור בהרצה; הטובה מביניהן נחשבת.</translation>
    </message>
    <message>
        <source>Your work has been put back from the server.</source>
        <translation>העבודה שלך שוחזרה מהשרת.</translation>
    </message>
    <message>
        <source>The copy on this computer was older than what the server has, or gone: this happens after a restored backup or a disk error. What was here is kept aside; nothing was deleted.</source>
        <translation>העותק במחשב הזה היה ישן ממה שיש בשרת, או חסר: זה קורה לאחר שחזור מגיבוי או שגיאת דיסק. מה שהיה כאן נשמר בצד; דבר לא נמחק.</translation>
    </message>
    <message>
        <source>Look over your code, then go on. If something is missing, tell the person who invited you.</source>
        <translation>כדאי לעבור על הקוד ואז להמשיך. אם משהו חסר, יש להודיע למי ששלח לך את ההזמנה.</translation>
    </message>
    <message>
        <source>Your time goes on while Recrutr is closed.</source>
        <translation>הזמן שלך ממשיך לרוץ גם כש-Recrutr סגור.</translation>
    </message>
    <message>
        <source>Everything is saved; open Recrutr again to continue where you were.</source>
        <translation>הכול שמור; פתיחה מחדש של Recrutr תמשיך מהמקום שבו עצרת.</translation>
    </message>
    <message>
        <source>Press close once more to close it now, or finish first.</source>
        <translation>לחיצה נוספת על סגירה תסגור עכשיו; אפשר גם לסיים קודם.</translation>
    </message>
    <message>
        <source>The practice is not kept.</source>
        <translation>התרגול אינו נשמר.</translation>
    </message>
    <message>
        <source>What you wrote here goes when Recrutr is closed.</source>
        <translation>מה שכתבת כאן יימחק כש-Recrutr ייסגר.</translation>
    </message>
    <message>
        <source>Press close once more to close it now.</source>
        <translation>לחיצה נוספת על סגירה תסגור עכשיו.</translation>
    </message>
    <message>
        <source>Your last changes are not saved: the disk does not take them.</source>
        <translation>השינויים האחרונים שלך אינם שמורים: הדיסק אינו מקבל אותם.</translation>
    </message>
    <message>
        <source>They are only in memory. If you close Recrutr now, they are lost; what was shown as saved is not.</source>
        <translation>הם נמצאים רק בזיכרון. אם Recrutr ייסגר עכשיו, הם יאבדו; מה שהוצג כשמור לא יאבד.</translation>
    </message>
    <message>
        <source>Leave Recrutr open, make some room on the disk or look after it, and wait for “Saved”. Press close once more to close it all the same.</source>
        <translation>יש להשאיר את Recrutr פתוח, לפנות מקום בדיסק או לבדוק אותו, ולהמתין ל&quot;נשמר&quot;. לחיצה נוספת על סגירה תסגור בכל זאת.</translation>
    </message>
    <message>
        <source>The editor and its record differ.</source>
        <translation>יש הבדל בין העורך לבין הרישום שלו.</translation>
    </message>
    <message>
        <source>What you see was handed in. The difference is our fault and has been logged.</source>
        <translation>מה שמוצג הוא מה שהוגש. ההבדל באשמתנו, והוא נרשם ביומן השגיאות.</translation>
    </message>
    <message>
        <source>You did not agree to the notice.</source>
        <translation>לא הסכמת להודעת הפרטיות.</translation>
    </message>
    <message>
        <source>Nothing was recorded, and this attempt has ended.</source>
        <translation>לא הוקלט דבר, והמבחן הזה הסתיים.</translation>
    </message>
    <message>
        <source>If you want to ask something about it, write to the contact in the notice.</source>
        <translation>לשאלות בעניין זה אפשר לכתוב לאיש הקשר שבהודעת הפרטיות.</translation>
    </message>
    <message>
        <source>Recrutr was closed, or stopped by itself. Your code, the place of the cursor and what Undo takes back were read again from this computer.</source>
        <translation>היישום Recrutr נסגר, או נעצר מעצמו. הקוד שלך, מיקום הסמן ומה שניתן לביטול נקראו שוב מהמחשב הזה.</translation>
    </message>
    <message>
        <source>Recrutr was closed, or stopped by itself. Your code and the cursor's place were read again from this computer.</source>
        <translation>היישום Recrutr נסגר, או נעצר מעצמו. הקוד שלך ומיקום הסמן נקראו שוב מהמחשב הזה.</translation>
    </message>
    <message>
        <source>Your work is back as you left it.</source>
        <translation>העבודה שלך חזרה כפי שהשארת אותה.</translation>
    </message>
    <message>
        <source>What you say is not written down on this computer.</source>
        <translation>דבריך אינם מתומללים במחשב הזה.</translation>
    </message>
    <message>
        <source>The notice said that it may be, in the language “{language}”. No engine here speaks it; nothing is missing.</source>
        <translation>בהודעת הפרטיות נאמר שייתכן תמלול, בשפה &quot;{language}&quot;. אין כאן מנוע שמכיר אותה; דבר אינו חסר.</translation>
    </message>
</context>
<context>
    <name>app.writing</name>
    <message>
        <source>This assessment has no such problem.</source>
        <translation>אין שאלה כזאת במבחן הזה.</translation>
    </message>
    <message>
        <source>The last file of a problem cannot be deleted.</source>
        <translation>לא ניתן למחוק את הקובץ האחרון של שאלה.</translation>
    </message>
    <message>
        <source>The files of this problem are given, with their names.</source>
        <translation>הקבצים של השאלה הזאת נתונים מראש, עם שמותיהם.</translation>
    </message>
    <message>
        <source>A project has no more than {max_files} files.</source>
        <translation>בפרויקט יש לכל היותר {max_files} קבצים.</translation>
    </message>
</context>
<context>
    <name>editor.capture</name>
    <message>
        <source>The file has reached its limit of 5 MiB; nothing was inserted.</source>
        <translation>הקובץ הגיע למגבלה של 5 MiB; לא הוכנס דבר.</translation>
    </message>
    <message>
        <source>This text holds half of a character (a lone surrogate) and was not inserted. Your code is unchanged.</source>
        <translation>הטקסט הזה מכיל חצי תו (surrogate בודד) ולא הוכנס. הקוד שלך לא השתנה.</translation>
    </message>
    <message>
        <source>This text holds an invisible NUL character, which programs cannot contain. It was not inserted; your code is unchanged.</source>
        <translation>הטקסט הזה מכיל תו NUL בלתי נראה, שאינו יכול להופיע בתוכניות. הוא לא הוכנס; הקוד שלך לא השתנה.</translation>
    </message>
    <message>
        <source>This text is too large: a file may hold {limit}. It was not inserted; your code is unchanged.</source>
        <translation>הטקסט הזה גדול מדי: קובץ יכול להכיל {limit}. הוא לא הוכנס; הקוד שלך לא השתנה.</translation>
    </message>
    <message>
        <source>The editor shows text that its record does not hold.</source>
        <translation>העורך מציג טקסט שאינו נמצא ברישום שלו.</translation>
    </message>
</context>
<context>
    <name>editor.finding.bar</name>
    <message>
        <source>Enter goes to the next place, Shift+Enter to the previous one, Escape closes.</source>
        <translation>המקש Enter עובר למקום הבא, Shift+Enter לקודם, Escape סוגר.</translation>
    </message>
    <message>
        <source>Find in code</source>
        <translation>חיפוש בקוד</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>טקסט חלופי</translation>
    </message>
    <message>
        <source>Enter replaces the place that was found.</source>
        <translation>המקש Enter מחליף את המקום שנמצא.</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>התאמת רישיות</translation>
    </message>
    <message>
        <source>Capital and small letters count</source>
        <translation>הבחנה בין אותיות גדולות לקטנות</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>מילה</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>מילים שלמות בלבד</translation>
    </message>
    <message>
        <source>Not inside a longer word</source>
        <translation>לא בתוך מילה ארוכה יותר</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>ביטוי רגולרי</translation>
    </message>
    <message>
        <source>What to find is a regular expression</source>
        <translation>החיפוש הוא ביטוי רגולרי</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>הקודם</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>הבא</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>החלפה</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>החלפת הכול</translation>
    </message>
</context>
<context>
    <name>editor.finding.finder</name>
    <message>
        <source>Not an expression: {why}.</source>
        <translation>הביטוי אינו תקין: {why}.</translation>
    </message>
    <message>
        <source>This expression takes too long.</source>
        <translation>הביטוי הזה אורך זמן רב מדי.</translation>
    </message>
</context>
<context>
    <name>editor.finding.session</name>
    <message>
        <source>{count:,} replaced, press again for the rest</source>
        <translation>הוחלפו {count:,}, לחיצה נוספת תחליף את השאר</translation>
    </message>
    <message>
        <source>{count:,} replaced</source>
        <translation>הוחלפו {count:,}</translation>
    </message>
    <message>
        <source>{count} and more</source>
        <translation>{count} ויותר</translation>
    </message>
    <message>
        <source>{here:,} of {count}</source>
        <translation>{here:,} מתוך {count}</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>נמצאו {count}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>לא נמצא</translation>
    </message>
</context>
<context>
    <name>editor.keys.emacs</name>
    <message>
        <source>Mark set</source>
        <translation>הסימון נקבע</translation>
    </message>
</context>
<context>
    <name>editor.keys.vim</name>
    <message>
        <source>Normal</source>
        <translation>רגיל</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>הוספה</translation>
    </message>
    <message>
        <source>Visual</source>
        <translation>חזותי</translation>
    </message>
    <message>
        <source>Visual line</source>
        <translation>שורה חזותית</translation>
    </message>
</context>
<context>
    <name>editor.syntax.mistakes</name>
    <message>
        <source>A name</source>
        <translation>שם</translation>
    </message>
    <message>
        <source>The name of a type</source>
        <translation>שם של טיפוס</translation>
    </message>
    <message>
        <source>The end of a text</source>
        <translation>סוף של מחרוזת</translation>
    </message>
    <message>
        <source>“{character}” is never closed.</source>
        <translation>התו &quot;‎{character}‎&quot; אינו נסגר בשום מקום.</translation>
    </message>
    <message>
        <source>“{character}” closes nothing that is open.</source>
        <translation>התו &quot;‎{character}‎&quot; סוגר דבר שלא נפתח.</translation>
    </message>
    <message>
        <source>Something</source>
        <translation>משהו</translation>
    </message>
    <message>
        <source>{what} is missing here.</source>
        <translation>חסר כאן: ‎{what}‎.</translation>
    </message>
    <message>
        <source>This text is never closed.</source>
        <translation>המחרוזת הזאת אינה נסגרת בשום מקום.</translation>
    </message>
    <message>
        <source>“{shown}” was not expected here.</source>
        <translation>לא צפוי כאן: &quot;‎{shown}‎&quot;.</translation>
    </message>
    <message>
        <source>This does not follow the grammar of the language.</source>
        <translation>הכתוב כאן אינו תואם את הדקדוק של השפה.</translation>
    </message>
    <message>
        <source>“:” is missing at the end of this line.</source>
        <translation>חסר &quot;:&quot; בסוף השורה הזאת.</translation>
    </message>
</context>
<context>
    <name>editor.widget</name>
    <message>
        <source>Press F6 to leave the code and go to the next part of the window.</source>
        <translation>הקשה על F6 יוצאת מהקוד ועוברת לחלק הבא של החלון.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>קוד</translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation>שורה {line}: {text}</translation>
    </message>
    <message>
        <source>Keys: {mode}</source>
        <translation>מקשים: {mode}</translation>
    </message>
</context>
<context>
    <name>protocol.attempts</name>
    <message>
        <source>camera</source>
        <translation>מצלמה</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>מיקרופון</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>מסך</translation>
    </message>
    <message>
        <source>stills</source>
        <translation>תמונות</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>זיהוי</translation>
    </message>
    <message>
        <source>Nothing but the code you hand in.</source>
        <translation>שום דבר מלבד הקוד שהוגש.</translation>
    </message>
    <message>
        <source>How your code came about: edits, pastes, runs, and whether this window was in front.</source>
        <translation>כיצד נוצר הקוד שלך: עריכות, הדבקות, הרצות, ואם החלון הזה היה בחזית.</translation>
    </message>
    <message>
        <source>How your code came about, and a still picture from the camera now and then.</source>
        <translation>כיצד נוצר הקוד שלך, ומדי פעם תמונה בודדת מהמצלמה.</translation>
    </message>
    <message>
        <source>How your code came about, and your camera, microphone and screen while the time runs.</source>
        <translation>כיצד נוצר הקוד שלך, והמצלמה, המיקרופון והמסך שלך כל עוד הזמן רץ.</translation>
    </message>
    <message>
        <source>How your code came about, camera, microphone and screen, and a person who may look in.</source>
        <translation>כיצד נוצר הקוד שלך, מצלמה, מיקרופון ומסך, ואדם שעשוי לצפות.</translation>
    </message>
</context>
<context>
    <name>protocol.check_words</name>
    <message>
        <source>Camera</source>
        <translation>מצלמה</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>מיקרופון</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>מסך</translation>
    </message>
    <message>
        <source>Running programs</source>
        <translation>הרצת תוכניות</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>דיסק</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>חיבור</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>שעון</translation>
    </message>
    <message>
        <source>Trial recording</source>
        <translation>הקלטת ניסיון</translation>
    </message>
</context>
<context>
    <name>protocol.fact_words</name>
    <message>
        <source>from the candidate's own editor</source>
        <translation>מתוך העורך של המועמד/ת</translation>
    </message>
    <message>
        <source>from the problem statement</source>
        <translation>מתוך נוסח השאלה</translation>
    </message>
    <message>
        <source>from the documentation inside this app</source>
        <translation>מתוך התיעוד שביישום הזה</translation>
    </message>
    <message>
        <source>from outside this app</source>
        <translation>מחוץ ליישום הזה</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>מצלמה</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>מיקרופון</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>מסך</translation>
    </message>
    <message>
        <source>Still pictures</source>
        <translation>תמונות בודדות</translation>
    </message>
    <message>
        <source>Identity step</source>
        <translation>שלב הזיהוי</translation>
    </message>
    <message>
        <source>recording began</source>
        <translation>ההקלטה התחילה</translation>
    </message>
    <message>
        <source>recording stopped</source>
        <translation>ההקלטה נעצרה</translation>
    </message>
    <message>
        <source>was not there</source>
        <translation>ההתקן לא נמצא</translation>
    </message>
    <message>
        <source>was refused</source>
        <translation>הגישה נדחתה</translation>
    </message>
    <message>
        <source>was in use by another program</source>
        <translation>בשימוש של תוכנה אחרת</translation>
    </message>
    <message>
        <source>recording has a gap</source>
        <translation>יש פער בהקלטה</translation>
    </message>
    <message>
        <source>stood still while the computer slept</source>
        <translation>ההקלטה נעצרה בזמן שהמחשב היה במצב שינה</translation>
    </message>
    <message>
        <source>recording lost a piece because the computer was busy</source>
        <translation>קטע מההקלטה אבד כי המחשב היה עסוק</translation>
    </message>
    <message>
        <source>recording failed</source>
        <translation>ההקלטה נכשלה</translation>
    </message>
    <message>
        <source>recording changed its quality</source>
        <translation>איכות ההקלטה השתנתה</translation>
    </message>
    <message>
        <source>was not looked after for a while</source>
        <translation>ללא השגחה במשך זמן מה</translation>
    </message>
    <message>
        <source>bathroom</source>
        <translation>שירותים</translation>
    </message>
    <message>
        <source>family</source>
        <translation>משפחה</translation>
    </message>
    <message>
        <source>health</source>
        <translation>בריאות</translation>
    </message>
    <message>
        <source>prayer</source>
        <translation>תפילה</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>סיבה אחרת</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>מיקוד החלון</translation>
    </message>
    <message>
        <source>Pastes</source>
        <translation>הדבקות</translation>
    </message>
    <message>
        <source>Camera's view</source>
        <translation>שדה הראייה של המצלמה</translation>
    </message>
    <message>
        <source>Persons in view</source>
        <translation>אנשים בתמונה</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>דיבור</translation>
    </message>
    <message>
        <source>Displays</source>
        <translation>מסכים</translation>
    </message>
    <message>
        <source>Remote control or sharing</source>
        <translation>שליטה מרחוק או שיתוף</translation>
    </message>
    <message>
        <source>Listed programs</source>
        <translation>תוכנות שברשימה</translation>
    </message>
    <message>
        <source>could not tell</source>
        <translation>לא ניתן לקבוע</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>פנוי</translation>
    </message>
    <message>
        <source>covered or dark</source>
        <translation>מכוסה או חשוך</translation>
    </message>
    <message>
        <source>the picture stands still</source>
        <translation>התמונה אינה זזה</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>אין איש</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>אדם אחד</translation>
    </message>
    <message>
        <source>several persons</source>
        <translation>כמה אנשים</translation>
    </message>
    <message>
        <source>somebody speaks</source>
        <translation>מישהו מדבר</translation>
    </message>
    <message>
        <source>nobody speaks</source>
        <translation>איש אינו מדבר</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>מחוברים</translation>
    </message>
    <message>
        <source>no sign of it</source>
        <translation>אין סימן לכך</translation>
    </message>
    <message>
        <source>controlled from elsewhere</source>
        <translation>נשלט ממקום אחר</translation>
    </message>
    <message>
        <source>shown elsewhere</source>
        <translation>מוצג במקום אחר</translation>
    </message>
    <message>
        <source>is running</source>
        <translation>בפעולה</translation>
    </message>
    <message>
        <source>is not running</source>
        <translation>לא בפעולה</translation>
    </message>
    <message>
        <source>From here on another machine, with what the server held of the one before</source>
        <translation>מכאן ואילך במחשב אחר, עם מה שהיה בשרת מהמחשב הקודם</translation>
    </message>
    <message>
        <source>This machine was told that the attempt continues on another one</source>
        <translation>המחשב הזה קיבל הודעה שהמבחן ממשיך במחשב אחר</translation>
    </message>
    <message>
        <source>The candidate stopped the attempt</source>
        <translation>המבחן הופסק על ידי המועמד/ת</translation>
    </message>
    <message>
        <source>The work saved on the candidate's computer was damaged, older or gone; it goes on from the server's</source>
        <translation>העבודה השמורה במחשב של המועמד/ת הייתה פגומה, ישנה או חסרה; ההמשך הוא מהעותק שבשרת</translation>
    </message>
    <message>
        <source>created</source>
        <translation>נוצר</translation>
    </message>
    <message>
        <source>noticed</source>
        <translation>הודעת הפרטיות אושרה</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>המחשב נבדק</translation>
    </message>
    <message>
        <source>started</source>
        <translation>התחיל</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>הסתיים</translation>
    </message>
    <message>
        <source>judged</source>
        <translation>התשובות נבדקו</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>נסקר</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>פג תוקפו</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>הופסק בעקבות פרישה</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>נמחק</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>נכון</translation>
    </message>
    <message>
        <source>wrong answer</source>
        <translation>תשובה שגויה</translation>
    </message>
    <message>
        <source>time limit exceeded</source>
        <translation>חריגה ממגבלת הזמן</translation>
    </message>
    <message>
        <source>memory limit exceeded</source>
        <translation>חריגה ממגבלת הזיכרון</translation>
    </message>
    <message>
        <source>too much output</source>
        <translation>פלט רב מדי</translation>
    </message>
    <message>
        <source>stopped with an error</source>
        <translation>עצירה בשגיאה</translation>
    </message>
    <message>
        <source>does not compile</source>
        <translation>לא עובר הידור</translation>
    </message>
    <message>
        <source>could not be judged</source>
        <translation>לא ניתן היה לבדוק</translation>
    </message>
    <message>
        <source>Ran {problem}: {results}</source>
        <translation>הרצה של {problem}: {results}</translation>
    </message>
    <message>
        <source>Submitted {problem} in {language}</source>
        <translation>הגשה של {problem} בשפה {language}‎</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>קובץ</translation>
    </message>
    <message numerus="yes">
        <source>{n} attached</source>
        <extracomment>For one: {n} attached</extracomment>
        <translation><numerusform>אחד מחובר</numerusform><numerusform>{n} מחוברים</numerusform></translation>
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
        <translation>{words} (ודאות של {percent}%)</translation>
    </message>
    <message>
        <source>a problem</source>
        <translation>שאלה</translation>
    </message>
    <message numerus="yes">
        <source>Pasted {n} characters {origin}</source>
        <extracomment>For one: Pasted {n} character {origin}</extracomment>
        <translation><numerusform>הודבק תו אחד {origin}</numerusform><numerusform>הודבקו {n} תווים {origin}</numerusform></translation>
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
        <translation>שינוי שם של {file} ל-{path}</translation>
    </message>
    <message>
        <source>Deleted {file}</source>
        <translation>מחיקה של {file}</translation>
    </message>
    <message>
        <source>Brought {file} back after deleting it</source>
        <translation>שחזור של {file} לאחר מחיקה</translation>
    </message>
    <message>
        <source>Turned to {file}</source>
        <translation>מעבר אל {file}</translation>
    </message>
    <message>
        <source>The candidate let the recording go on</source>
        <translation>ההקלטה חודשה על ידי המועמד/ת</translation>
    </message>
    <message>
        <source>The candidate paused the recording</source>
        <translation>ההקלטה הושהתה על ידי המועמד/ת</translation>
    </message>
    <message>
        <source>The candidate paused the recording: {reason}</source>
        <translation>ההקלטה הושהתה על ידי המועמד/ת: {reason}</translation>
    </message>
    <message>
        <source>{words} ({own_words})</source>
        <translation>{words} ({own_words})</translation>
    </message>
    <message>
        <source>The candidate: {text}</source>
        <translation>המועמד/ת: {text}</translation>
    </message>
    <message>
        <source>The interviewer: {text}</source>
        <translation>המראיין/ת: {text}</translation>
    </message>
    <message>
        <source>Announcement: {text}</source>
        <translation>הכרזה: {text}</translation>
    </message>
    <message>
        <source>The candidate raised a hand</source>
        <translation>היד הורמה על ידי המועמד/ת</translation>
    </message>
    <message>
        <source>The candidate lowered the hand</source>
        <translation>היד הורדה על ידי המועמד/ת</translation>
    </message>
    <message>
        <source>Heard, roughly: {text}</source>
        <translation>נשמע, בקירוב: {text}</translation>
    </message>
    <message>
        <source>Speech was not written down: the computer was busy</source>
        <translation>הדיבור לא תומלל: המחשב היה עסוק</translation>
    </message>
    <message>
        <source>Recrutr's window came to the front</source>
        <translation>החלון של Recrutr עבר לחזית</translation>
    </message>
    <message>
        <source>Recrutr's window was not in front</source>
        <translation>החלון של Recrutr לא היה בחזית</translation>
    </message>
    <message>
        <source>The server could be reached</source>
        <translation>ניתן היה להגיע לשרת</translation>
    </message>
    <message>
        <source>The server could not be reached</source>
        <translation>לא ניתן היה להגיע לשרת</translation>
    </message>
    <message>
        <source>The app was started again</source>
        <translation>היישום הופעל מחדש</translation>
    </message>
    <message>
        <source>The app was started</source>
        <translation>היישום הופעל</translation>
    </message>
    <message>
        <source>The server confirmed entries up to {seq}</source>
        <translation>השרת אישר רשומות עד {seq}</translation>
    </message>
    <message>
        <source>The attempt became {state}</source>
        <translation>מצב המבחן השתנה: {state}</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s were credited</source>
        <translation>נוספו {minutes} דק׳ ו-{seconds} שנ׳</translation>
    </message>
    <message>
        <source>own input</source>
        <translation>קלט עצמי</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>אין דוגמאות</translation>
    </message>
</context>
<context>
    <name>protocol.impressions</name>
    <message>
        <source>The tasks were unclear</source>
        <translation>השאלות לא היו ברורות</translation>
    </message>
    <message>
        <source>There was too little time</source>
        <translation>היה מעט מדי זמן</translation>
    </message>
    <message>
        <source>The editor or running the code</source>
        <translation>העורך או הרצת הקוד</translation>
    </message>
    <message>
        <source>My computer or connection</source>
        <translation>המחשב או החיבור שלי</translation>
    </message>
    <message>
        <source>Being recorded</source>
        <translation>עצם ההקלטה</translation>
    </message>
    <message>
        <source>Noise or interruptions around me</source>
        <translation>רעש או הפרעות בסביבה שלי</translation>
    </message>
    <message>
        <source>Something I need was missing</source>
        <translation>חסר משהו שנחוץ לי</translation>
    </message>
</context>
<context>
    <name>protocol.judged_words</name>
    <message>
        <source>The judge cannot work at the moment. Your submission is safe and will be judged by itself.</source>
        <translation>השופט האוטומטי אינו יכול לעבוד כרגע. ההגשה שלך שמורה ותישפט מעצמה.</translation>
    </message>
    <message>
        <source>This could not be judged automatically. A person of the employer will look at it.</source>
        <translation>לא ניתן היה לשפוט זאת אוטומטית. אדם מטעם המעסיק יבדוק זאת.</translation>
    </message>
</context>
<context>
    <name>protocol.policy</name>
    <message>
        <source>Whether this app's window is in front; not what is in front instead</source>
        <translation>האם החלון של היישום הזה בחזית; לא מה בחזית במקומו</translation>
    </message>
    <message>
        <source>Size and origin of what you paste</source>
        <translation>הגודל והמקור של מה שמודבק</translation>
    </message>
    <message>
        <source>Whether the camera is covered or its picture stands still</source>
        <translation>האם המצלמה מכוסה או שהתמונה שלה אינה זזה</translation>
    </message>
    <message>
        <source>Whether nobody, one or several persons are in the picture; never who</source>
        <translation>האם בתמונה אין איש, אדם אחד או כמה אנשים; לעולם לא מי</translation>
    </message>
    <message>
        <source>Whether somebody speaks; not what is said or who says it</source>
        <translation>האם מישהו מדבר; לא מה נאמר או מי אומר</translation>
    </message>
    <message>
        <source>How many displays are attached</source>
        <translation>כמה מסכים מחוברים</translation>
    </message>
    <message>
        <source>Whether this computer is controlled or shown from elsewhere</source>
        <translation>האם המחשב הזה נשלט או מוצג ממקום אחר</translation>
    </message>
    <message>
        <source>Whether one of these programs runs; no other program's name leaves your device</source>
        <translation>האם אחת מהתוכנות האלה פועלת; שמה של שום תוכנה אחרת אינו יוצא מהמכשיר שלך</translation>
    </message>
</context>
<context>
    <name>protocol.verdicts</name>
    <message>
        <source>Correct</source>
        <translation>נכון</translation>
    </message>
    <message>
        <source>Wrong answer</source>
        <translation>תשובה שגויה</translation>
    </message>
    <message>
        <source>Time limit exceeded</source>
        <translation>חריגה ממגבלת הזמן</translation>
    </message>
    <message>
        <source>Memory limit exceeded</source>
        <translation>חריגה ממגבלת הזיכרון</translation>
    </message>
    <message>
        <source>Too much output</source>
        <translation>פלט רב מדי</translation>
    </message>
    <message>
        <source>Stopped with an error</source>
        <translation>עצירה בשגיאה</translation>
    </message>
    <message>
        <source>Does not compile</source>
        <translation>לא עובר הידור</translation>
    </message>
    <message>
        <source>Could not be judged</source>
        <translation>לא ניתן היה לבדוק</translation>
    </message>
</context>
<context>
    <name>recorder.camera</name>
    <message>
        <source>A picture of the camera could not be encoded.</source>
        <translation>לא ניתן היה לקודד תמונה של המצלמה.</translation>
    </message>
    <message>
        <source>The camera {name} gives no picture. Close programs such as video calls, and look whether the system's privacy settings let Recrutr use the camera.</source>
        <translation>המצלמה {name} אינה מעבירה תמונה. יש לסגור תוכנות כגון שיחות וידאו, ולבדוק שהגדרות הפרטיות של המערכת מאפשרות ל-Recrutr להשתמש במצלמה.</translation>
    </message>
    <message>
        <source>The camera {name} was not found. Plug it in, or choose another one.</source>
        <translation>המצלמה {name} לא נמצאה. יש לחבר אותה, או לבחור מצלמה אחרת.</translation>
    </message>
    <message>
        <source>The camera {name} gives no picture; another program probably uses it. Close programs such as video calls.</source>
        <translation>המצלמה {name} אינה מעבירה תמונה; כנראה תוכנה אחרת משתמשת בה. יש לסגור תוכנות כגון שיחות וידאו.</translation>
    </message>
    <message>
        <source>This computer does not let Recrutr use the camera {name}. Allow it in the system's privacy settings.</source>
        <translation>המחשב הזה אינו מאפשר ל-Recrutr להשתמש במצלמה {name}. אפשר להתיר זאת בהגדרות הפרטיות של המערכת.</translation>
    </message>
    <message>
        <source>The camera {name} does not give a picture that can be read. Choose another one.</source>
        <translation>המצלמה {name} אינה מעבירה תמונה קריאה. יש לבחור מצלמה אחרת.</translation>
    </message>
</context>
<context>
    <name>recorder.cameras</name>
    <message>
        <source>Network camera {hostname}</source>
        <translation>מצלמת רשת {hostname}</translation>
    </message>
    <message>
        <source>A camera address must be a file, http or https.</source>
        <translation>כתובת מצלמה חייבת להיות קובץ, http או https.</translation>
    </message>
    <message>
        <source>Video file {name}</source>
        <translation>קובץ וידאו {name}</translation>
    </message>
    <message>
        <source>Camera of this computer</source>
        <translation>המצלמה של המחשב הזה</translation>
    </message>
</context>
<context>
    <name>recorder.capture</name>
    <message>
        <source>The camera does not answer; waiting for it. Another program may be using it.</source>
        <translation>המצלמה אינה מגיבה; ממתינים לה. ייתכן שתוכנה אחרת משתמשת בה.</translation>
    </message>
    <message>
        <source>The microphone does not answer; waiting for it. Another program may be using it.</source>
        <translation>המיקרופון אינו מגיב; ממתינים לו. ייתכן שתוכנה אחרת משתמשת בו.</translation>
    </message>
    <message>
        <source>{name} stands still; waiting for it.</source>
        <translation>ההתקן {name} אינו מגיב; ממתינים לו.</translation>
    </message>
    <message>
        <source>Recording the {kind} failed; trying again.</source>
        <translation>הקלטת ה{kind} נכשלה; מנסים שוב.</translation>
    </message>
    <message>
        <source>The microphone gave no sound at all and was opened again.</source>
        <translation>המיקרופון לא העביר קול כלל ונפתח מחדש.</translation>
    </message>
</context>
<context>
    <name>recorder.decoder</name>
    <message>
        <source>What was recorded could not be played back on this computer.</source>
        <translation>לא ניתן היה לנגן את מה שהוקלט במחשב הזה.</translation>
    </message>
</context>
<context>
    <name>recorder.devices</name>
    <message>
        <source>No {kind} was found. Plug one in; recording starts by itself.</source>
        <translation>לא נמצא התקן מסוג {kind}. יש לחבר התקן; ההקלטה תתחיל מעצמה.</translation>
    </message>
</context>
<context>
    <name>recorder.displays</name>
    <message>
        <source>{name} is not shared. Share it in your desktop's dialog.</source>
        <translation>המסך {name} אינו משותף. יש לשתף אותו בתיבת הדו-שיח של שולחן העבודה.</translation>
    </message>
    <message>
        <source>Screen {number} ({width} x {height}, shared)</source>
        <translation>מסך {number} ({width} על {height}, משותף)</translation>
    </message>
    <message>
        <source>No screen was found. Plug one in; recording starts by itself.</source>
        <translation>לא נמצא מסך. יש לחבר מסך; ההקלטה תתחיל מעצמה.</translation>
    </message>
</context>
<context>
    <name>recorder.encoder</name>
    <message>
        <source>The recording could not be encoded on this computer.</source>
        <translation>לא ניתן היה לקודד את ההקלטה במחשב הזה.</translation>
    </message>
</context>
<context>
    <name>recorder.gap_words</name>
    <message>
        <source>For a while no sound blocks came from the device.</source>
        <translation>במשך זמן מה לא הגיעו מקטעי קול מההתקן.</translation>
    </message>
    <message>
        <source>For a while no pictures came from the device.</source>
        <translation>במשך זמן מה לא הגיעו תמונות מההתקן.</translation>
    </message>
    <message>
        <source>It goes on at once, with another size or rate.</source>
        <translation>ההקלטה נמשכת מיד, בגודל או בקצב אחרים.</translation>
    </message>
    <message numerus="yes">
        <source>This computer was too slow: {n} sound blocks were dropped.</source>
        <extracomment>For one: This computer was too slow: {n} sound blocks were dropped.</extracomment>
        <translation><numerusform>המחשב הזה היה איטי מדי: מקטע קול אחד הושמט.</numerusform><numerusform>המחשב הזה היה איטי מדי: {n} מקטעי קול הושמטו.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>This computer was too slow: {n} pictures were dropped.</source>
        <extracomment>For one: This computer was too slow: {n} pictures were dropped.</extracomment>
        <translation><numerusform>המחשב הזה היה איטי מדי: תמונה אחת הושמטה.</numerusform><numerusform>המחשב הזה היה איטי מדי: {n} תמונות הושמטו.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>The computer slept for {n} seconds; nothing was recorded then.</source>
        <extracomment>For one: The computer slept for {n} second; nothing was recorded then.</extracomment>
        <translation><numerusform>המחשב היה במצב שינה במשך שנייה אחת; בזמן זה לא הוקלט דבר.</numerusform><numerusform>המחשב היה במצב שינה במשך {n} שניות; בזמן זה לא הוקלט דבר.</numerusform></translation>
    </message>
</context>
<context>
    <name>recorder.identity</name>
    <message>
        <source>the candidate went on without pictures; a person may ask</source>
        <translation>המבחן נמשך ללא תמונות; ייתכן שאדם יבקש אותן</translation>
    </message>
</context>
<context>
    <name>recorder.load.ladder</name>
    <message>
        <source>This computer is busy</source>
        <translation>המחשב הזה עסוק</translation>
    </message>
    <message>
        <source>This computer records more slowly than it captures</source>
        <translation>ההקלטה במחשב הזה איטית מקצב הקליטה</translation>
    </message>
    <message>
        <source>Recording takes more of this computer than it should</source>
        <translation>ההקלטה מעמיסה על המחשב הזה יותר מהראוי</translation>
    </message>
    <message>
        <source>There is room again</source>
        <translation>שוב יש משאבים פנויים</translation>
    </message>
</context>
<context>
    <name>recorder.media</name>
    <message>
        <source>{name} (virtual)</source>
        <translation>{name} (וירטואלי)</translation>
    </message>
</context>
<context>
    <name>recorder.microphone</name>
    <message>
        <source>The microphone {name} gives no sound any more; trying again.</source>
        <translation>המיקרופון {name} אינו מעביר עוד קול; מנסים שוב.</translation>
    </message>
    <message>
        <source>This computer has no loudspeakers or headphones.</source>
        <translation>אין למחשב הזה רמקולים או אוזניות.</translation>
    </message>
    <message>
        <source>The loudspeakers or headphones could not be used.</source>
        <translation>לא ניתן היה להשתמש ברמקולים או באוזניות.</translation>
    </message>
    <message>
        <source>The loudspeakers or headphones give no sound any more.</source>
        <translation>הרמקולים או האוזניות אינם משמיעים עוד קול.</translation>
    </message>
    <message>
        <source>The sound system of this computer does not answer.</source>
        <translation>מערכת הקול של המחשב הזה אינה עונה.</translation>
    </message>
    <message>
        <source>Microphone of this computer</source>
        <translation>המיקרופון של המחשב הזה</translation>
    </message>
    <message>
        <source>The microphone {name} was not found. Plug it in, or choose another one.</source>
        <translation>המיקרופון {name} לא נמצא. יש לחבר אותו, או לבחור מיקרופון אחר.</translation>
    </message>
    <message>
        <source>The microphone {name} is used by another program. Close programs such as calls.</source>
        <translation>המיקרופון {name} בשימוש של תוכנה אחרת. יש לסגור תוכנות כגון שיחות.</translation>
    </message>
    <message>
        <source>This computer does not let Recrutr use the microphone. Allow it in the system's privacy settings.</source>
        <translation>המחשב הזה אינו מאפשר ל-Recrutr להשתמש במיקרופון. אפשר להתיר זאת בהגדרות הפרטיות של המערכת.</translation>
    </message>
    <message>
        <source>The microphone {name} could not be started. Choose another one, or plug it in again.</source>
        <translation>לא ניתן היה להפעיל את המיקרופון {name}. יש לבחור מיקרופון אחר, או לחבר אותו מחדש.</translation>
    </message>
</context>
<context>
    <name>recorder.permit</name>
    <message>
        <source>Nothing is recorded before the notice has been acknowledged.</source>
        <translation>שום דבר אינו מוקלט לפני אישור הודעת הפרטיות.</translation>
    </message>
    <message>
        <source>The notice has changed. Read it again before anything is recorded.</source>
        <translation>הודעת הפרטיות השתנתה. יש לקרוא אותה שוב לפני שמשהו יוקלט.</translation>
    </message>
    <message>
        <source>This attempt is {value}; nothing is recorded any more.</source>
        <translation>מצב המבחן הזה: {value}; שום דבר אינו מוקלט עוד.</translation>
    </message>
    <message>
        <source>The notice does not say that the {kind} is captured.</source>
        <translation>הודעת הפרטיות אינה כוללת את הקלטת ה{kind}.</translation>
    </message>
    <message>
        <source>Recording begins only when the attempt has started.</source>
        <translation>ההקלטה מתחילה רק כשהמבחן התחיל.</translation>
    </message>
</context>
<context>
    <name>recorder.recorder</name>
    <message>
        <source>The recording is running already.</source>
        <translation>ההקלטה כבר פועלת.</translation>
    </message>
    <message>
        <source>The device cannot be changed while it is recorded.</source>
        <translation>לא ניתן להחליף את ההתקן בזמן ההקלטה.</translation>
    </message>
    <message>
        <source>{why}: less is recorded.</source>
        <translation>{why}: מוקלט פחות.</translation>
    </message>
    <message>
        <source>Looking for further displays failed; it is tried again.</source>
        <translation>חיפוש מסכים נוספים נכשל; ייעשה ניסיון נוסף.</translation>
    </message>
    <message>
        <source>How this computer copes could not be watched; it is tried again.</source>
        <translation>לא ניתן היה לעקוב אחר העומס במחשב הזה; ייעשה ניסיון נוסף.</translation>
    </message>
    <message>
        <source>{why}: {change}.</source>
        <translation>{why}: {change}.</translation>
    </message>
    <message>
        <source>The {kind} did not stop in time; its last second may be missing.</source>
        <translation>הקלטת ה{kind} לא נעצרה בזמן; ייתכן שהשנייה האחרונה שלה חסרה.</translation>
    </message>
    <message>
        <source>{new} pictures a second instead of {old}</source>
        <translation>{new} תמונות בשנייה במקום {old}</translation>
    </message>
    <message>
        <source>{new_width} x {new_height} instead of {old_width} x {old_height}</source>
        <translation>{new_width} על {new_height} במקום {old_width} על {old_height}</translation>
    </message>
    <message>
        <source>{rate} and {size}</source>
        <translation>{rate} וגם {size}</translation>
    </message>
</context>
<context>
    <name>recorder.recording</name>
    <message>
        <source>Recording the {kind} failed; trying again.</source>
        <translation>הקלטת ה{kind} נכשלה; מנסים שוב.</translation>
    </message>
    <message>
        <source>The {kind} is back.</source>
        <translation>הקלטת ה{kind} חזרה.</translation>
    </message>
</context>
<context>
    <name>recorder.screen</name>
    <message>
        <source>No screen was found.</source>
        <translation>לא נמצא מסך.</translation>
    </message>
    <message>
        <source>{name} can no longer be recorded; trying again.</source>
        <translation>לא ניתן עוד להקליט את {name}; מנסים שוב.</translation>
    </message>
    <message>
        <source>{name} is not attached any more.</source>
        <translation>המסך {name} אינו מחובר עוד.</translation>
    </message>
    <message>
        <source>No screen was found: this program runs without a display.</source>
        <translation>לא נמצא מסך: התוכנה הזאת פועלת ללא תצוגה.</translation>
    </message>
    <message>
        <source>The display {display} does not answer.</source>
        <translation>התצוגה {display} אינה עונה.</translation>
    </message>
    <message>
        <source>The screens of this computer could not be listed.</source>
        <translation>לא ניתן היה להציג את רשימת המסכים של המחשב הזה.</translation>
    </message>
    <message>
        <source>Screen {number} ({output}, {width} x {height})</source>
        <translation>מסך {number} ({width} על {height}, {output})</translation>
    </message>
    <message>
        <source>Screen {number} ({width} x {height})</source>
        <translation>מסך {number} ({width} על {height})</translation>
    </message>
</context>
<context>
    <name>recorder.still_codec</name>
    <message>
        <source>There is no picture to keep.</source>
        <translation>אין תמונה לשמור.</translation>
    </message>
</context>
<context>
    <name>recorder.stills</name>
    <message>
        <source>The recording is running already.</source>
        <translation>ההקלטה כבר פועלת.</translation>
    </message>
    <message>
        <source>The camera stands still; waiting for it.</source>
        <translation>המצלמה אינה מגיבה; ממתינים לה.</translation>
    </message>
    <message>
        <source>The camera gave something that is no picture.</source>
        <translation>המצלמה העבירה משהו שאינו תמונה.</translation>
    </message>
    <message>
        <source>Whether the camera hangs could not be watched; it is tried again.</source>
        <translation>לא ניתן היה לבדוק אם המצלמה תקועה; ייעשה ניסיון נוסף.</translation>
    </message>
</context>
<context>
    <name>recorder.track</name>
    <message>
        <source>This recording has already ended.</source>
        <translation>ההקלטה הזאת כבר הסתיימה.</translation>
    </message>
</context>
<context>
    <name>recorder.trial</name>
    <message>
        <source>The trial recording has become too large; it ends here.</source>
        <translation>הקלטת הניסיון גדולה מדי; היא מסתיימת כאן.</translation>
    </message>
</context>
<context>
    <name>recorder.wayland.portal</name>
    <message>
        <source>The screen was not shared. Choose the displays in your desktop's dialog and press Share; it will be asked again.</source>
        <translation>המסך לא שותף. יש לבחור את המסכים בתיבת הדו-שיח של שולחן העבודה וללחוץ על שיתוף; הבקשה תופיע שוב.</translation>
    </message>
    <message>
        <source>This desktop runs on Wayland and offers no way to share the screen (no xdg-desktop-portal). Install it, or choose the &quot;Xorg&quot; (X11) session at the login screen.</source>
        <translation>שולחן העבודה הזה פועל על Wayland ואינו מציע דרך לשתף את המסך (אין xdg-desktop-portal). יש להתקין את הרכיב, או לבחור במסך הכניסה בהפעלה מסוג &quot;Xorg&quot; (X11).</translation>
    </message>
    <message>
        <source>The screen is not shared any more.</source>
        <translation>המסך אינו משותף עוד.</translation>
    </message>
</context>
<context>
    <name>recorder.wayland.stream</name>
    <message>
        <source>Recording the screen on Wayland needs GStreamer with PipeWire. Install the packages gstreamer1.0-tools and gstreamer1.0-pipewire, or choose the &quot;Xorg&quot; (X11) session at the login screen.</source>
        <translation>הקלטת המסך ב-Wayland דורשת GStreamer עם PipeWire. יש להתקין את החבילות gstreamer1.0-tools ו-gstreamer1.0-pipewire, או לבחור במסך הכניסה בהפעלה מסוג &quot;Xorg&quot; (X11).</translation>
    </message>
    <message>
        <source>{name} is not shared any more; asking again.</source>
        <translation>המסך {name} אינו משותף עוד; מבקשים שוב.</translation>
    </message>
</context>
<context>
    <name>runner.boxes.docker_door</name>
    <message>
        <source>Start Docker Desktop, or on Linux: sudo systemctl start docker</source>
        <translation>יש להפעיל את Docker Desktop, או ב-Linux: sudo systemctl start docker</translation>
    </message>
    <message>
        <source>Add yourself to the group: sudo usermod -aG docker $USER, then log in again</source>
        <translation>יש לצרף את המשתמש לקבוצה: sudo usermod -aG docker $USER, ולהתחבר מחדש</translation>
    </message>
    <message>
        <source>Install Docker (on Debian and Ubuntu: sudo apt install docker.io)</source>
        <translation>יש להתקין את Docker (ב-Debian וב-Ubuntu: sudo apt install docker.io)</translation>
    </message>
    <message>
        <source>{fix}.</source>
        <translation>{fix}.</translation>
    </message>
    <message>
        <source>Docker works, but the image in which {layer} programs run is not on this machine.</source>
        <translation>השירות Docker פועל, אבל התמונה (image) שבה רצות תוכניות {layer} אינה במחשב הזה.</translation>
    </message>
    <message>
        <source>Docker works, but the image in which these programs run is not on this machine.</source>
        <translation>השירות Docker פועל, אבל התמונה (image) שבה רצות התוכניות האלה אינה במחשב הזה.</translation>
    </message>
    <message>
        <source>Build it: {command}.</source>
        <translation>כדי לבנות אותה: {command}.</translation>
    </message>
    <message>
        <source>Docker refused a step: {answer}</source>
        <translation>השירות Docker סירב לבצע שלב: {answer}</translation>
    </message>
    <message>
        <source>Docker at {address} does not answer.</source>
        <translation>השירות Docker בכתובת {address} אינו עונה.</translation>
    </message>
    <message>
        <source>Docker is there, but you may not use it.</source>
        <translation>השירות Docker קיים, אבל אין לך הרשאה להשתמש בו.</translation>
    </message>
    <message>
        <source>Docker at {address} cannot be reached.</source>
        <translation>לא ניתן להגיע ל-Docker בכתובת {address}.</translation>
    </message>
    <message>
        <source>Docker is not installed on this machine.</source>
        <translation>השירות Docker אינו מותקן במחשב הזה.</translation>
    </message>
    <message>
        <source>Docker is not running.</source>
        <translation>השירות Docker אינו פועל.</translation>
    </message>
    <message>
        <source>It was tried at {address}.</source>
        <translation>נעשה ניסיון בכתובת {address}.</translation>
    </message>
</context>
<context>
    <name>runner.checks</name>
    <message>
        <source>Every limit was tried and holds.</source>
        <translation>כל המגבלות נבדקו והן מתקיימות.</translation>
    </message>
</context>
<context>
    <name>runner.doctor.findings</name>
    <message>
        <source>Look at the engine's own log, then try again</source>
        <translation>יש לעיין ביומן של המנוע עצמו ולנסות שוב</translation>
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
        <translation>תוכנית בדיקה רצה במשך {ms} ms.</translation>
    </message>
</context>
<context>
    <name>runner.execution</name>
    <message>
        <source>The machine was too busy to run it: it stood ready but did not get the processor. This says nothing about the program. Run it again when the machine has less to do.</source>
        <translation>המחשב היה עסוק מכדי להריץ את התוכנית: היא הייתה מוכנה אבל לא קיבלה את המעבד. אין בכך כדי להעיד על התוכנית. כדאי להריץ שוב כשהמחשב פנוי יותר.</translation>
    </message>
    <message>
        <source>A file name may not begin with @, as {name} does.</source>
        <translation>שם קובץ אינו יכול להתחיל ב-@, כמו {name}.</translation>
    </message>
    <message>
        <source>The machine is too busy to compile. Try again when it has less to do.</source>
        <translation>המחשב עסוק מכדי לבצע הידור. כדאי לנסות שוב כשהוא פנוי יותר.</translation>
    </message>
    <message>
        <source>It used more than {limit} of processor time.</source>
        <translation>התוכנית השתמשה ביותר מ-{limit} של זמן מעבד.</translation>
    </message>
    <message>
        <source>It wrote a file larger than {limit}.</source>
        <translation>התוכנית כתבה קובץ הגדול מ-{limit}.</translation>
    </message>
    <message>
        <source>It wrote more than {limit}.</source>
        <translation>התוכנית כתבה יותר מ-{limit}.</translation>
    </message>
    <message>
        <source>It needed more than {limit} of memory.</source>
        <translation>התוכנית נזקקה ליותר מ-{limit} זיכרון.</translation>
    </message>
    <message>
        <source>It had not ended after {time}, though it used less than {limit} of processor time: it waits for something, such as more input, or sleeps.</source>
        <translation>התוכנית לא הסתיימה לאחר {time}, אף שהשתמשה בפחות מ-{limit} של זמן מעבד: היא ממתינה למשהו, למשל לקלט נוסף, או ישנה.</translation>
    </message>
    <message>
        <source>It was ended by signal {number} ({meaning}).</source>
        <translation>התוכנית הופסקה על ידי אות {number} ({meaning}).</translation>
    </message>
    <message>
        <source>It ended with exit code {code} instead of 0.</source>
        <translation>התוכנית הסתיימה בקוד יציאה {code} במקום 0.</translation>
    </message>
    <message>
        <source>it touched memory that is not its own, or recursed too deeply</source>
        <translation>היא ניגשה לזיכרון שאינו שלה, או שהרקורסיה הייתה עמוקה מדי</translation>
    </message>
    <message>
        <source>it touched memory that is not there</source>
        <translation>היא ניגשה לזיכרון שאינו קיים</translation>
    </message>
    <message>
        <source>it gave up by itself, as after a failed assertion, an exception that nobody caught, or when its own memory ran out</source>
        <translation>היא נעצרה מעצמה, כמו לאחר הנחה (assertion) שנכשלה, חריגה שלא נתפסה, או כשאזל הזיכרון שלה</translation>
    </message>
    <message>
        <source>impossible arithmetic, such as a division by zero</source>
        <translation>פעולה חשבונית בלתי אפשרית, כגון חלוקה באפס</translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation>היא הופסקה בכפייה</translation>
    </message>
    <message>
        <source>it was asked to end</source>
        <translation>היא התבקשה להסתיים</translation>
    </message>
    <message>
        <source>an instruction that the processor does not know</source>
        <translation>הוראה שהמעבד אינו מכיר</translation>
    </message>
    <message>
        <source>a check of its own runtime failed</source>
        <translation>בדיקה של סביבת הריצה שלה נכשלה</translation>
    </message>
    <message>
        <source>it wrote to where nobody reads any more</source>
        <translation>היא כתבה למקום שאיש אינו קורא ממנו עוד</translation>
    </message>
    <message>
        <source>it asked the system for what is not allowed here</source>
        <translation>היא ביקשה מהמערכת דבר שאינו מותר כאן</translation>
    </message>
    <message>
        <source>one without a name</source>
        <translation>אות ללא שם</translation>
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
        <translation>התוכנית רצה. לשאלה הזאת ייתכנו כמה תשובות נכונות; השרת מכריע.</translation>
    </message>
    <message>
        <source>It ran.</source>
        <translation>התוכנית רצה.</translation>
    </message>
    <message>
        <source>This problem reads no input: its tests call your code. Use Run instead.</source>
        <translation>השאלה הזאת אינה קוראת קלט: הבדיקות שלה קוראות לקוד שלך. יש להשתמש ב&quot;הרצה&quot; במקום זאת.</translation>
    </message>
</context>
<context>
    <name>runner.judging.default_validator</name>
    <message>
        <source>The output ends too early.</source>
        <translation>הפלט מסתיים מוקדם מדי.</translation>
    </message>
    <message>
        <source>The output goes on too long.</source>
        <translation>הפלט נמשך יותר מדי.</translation>
    </message>
    <message>
        <source>The spaces or line ends differ here.</source>
        <translation>הרווחים או סופי השורות שונים כאן.</translation>
    </message>
    <message>
        <source>The first difference is here.</source>
        <translation>ההבדל הראשון נמצא כאן.</translation>
    </message>
    <message>
        <source>The spaces or line ends at the end differ.</source>
        <translation>הרווחים או סופי השורות בסוף שונים.</translation>
    </message>
</context>
<context>
    <name>runner.judging.told</name>
    <message>
        <source>Correct on every test.</source>
        <translation>נכון בכל הבדיקות.</translation>
    </message>
    <message>
        <source>The problem itself has a fault; this says nothing about the program.</source>
        <translation>בשאלה עצמה יש תקלה; זה לא אומר דבר על התוכנית.</translation>
    </message>
    <message>
        <source>The program does not compile.</source>
        <translation>התוכנית אינה עוברת הידור.</translation>
    </message>
    <message>
        <source>The source is larger than {limit} KiB.</source>
        <translation>קוד המקור גדול מ־{limit} KiB.</translation>
    </message>
    <message>
        <source>Tests of {groups} ran together with the submitted code, which could have influenced them.</source>
        <translation>בדיקות של {groups} רצו יחד עם הקוד שהוגש, שיכול היה להשפיע עליהן.</translation>
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
        <translation>הכתובת &quot;{base_url}&quot; אינה כתובת של שרת Recrutr.</translation>
    </message>
    <message>
        <source>This address would send everything readable for others on the way. Use its https:// form.</source>
        <translation>בכתובת הזאת הכול היה נשלח באופן שאחרים בדרך יכולים לקרוא. יש להשתמש בגרסת https://‎ שלה.</translation>
    </message>
    <message>
        <source>What answered does not speak Recrutr's language. Check the address; in a hotel or company network you may have to sign in with a browser first.</source>
        <translation>מה שענה אינו מבין את השפה של Recrutr. יש לבדוק את הכתובת; ברשת של מלון או של חברה ייתכן שצריך להתחבר קודם בדפדפן.</translation>
    </message>
</context>
<context>
    <name>sync.answers</name>
    <message>
        <source>The connection broke in the middle of an answer. Recrutr tries again.</source>
        <translation>החיבור נקטע באמצע תשובה. Recrutr מנסה שוב.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a browser, sign in, then Recrutr goes on by itself.</source>
        <translation>הרשת הזאת דורשת התחברות תחילה. יש לפתוח דפדפן ולהתחבר, ואז Recrutr ימשיך מעצמו.</translation>
    </message>
    <message>
        <source>Something between this computer and the server answered with error {status}. Recrutr tries again.</source>
        <translation>משהו בין המחשב הזה לבין השרת ענה בשגיאה {status}. Recrutr מנסה שוב.</translation>
    </message>
    <message>
        <source>The server's answer is longer than any answer may be.</source>
        <translation>תשובת השרת ארוכה מהמותר לתשובה.</translation>
    </message>
</context>
<context>
    <name>sync.bodies</name>
    <message>
        <source>A recorded segment has another size than was noted.</source>
        <translation>לקטע מוקלט יש גודל שונה מזה שנרשם.</translation>
    </message>
    <message>
        <source>A recorded segment cannot be read from the disk.</source>
        <translation>לא ניתן לקרוא מקטע מוקלט מהדיסק.</translation>
    </message>
    <message>
        <source>A recorded segment is no longer on the disk.</source>
        <translation>מקטע מוקלט אינו נמצא עוד בדיסק.</translation>
    </message>
</context>
<context>
    <name>sync.client</name>
    <message>
        <source>The server's certificate could not be verified. Nothing was sent. Check the date of this computer; in a company network ask the IT department.</source>
        <translation>לא ניתן היה לאמת את האישור של השרת. דבר לא נשלח. יש לבדוק את התאריך במחשב הזה; ברשת של חברה כדאי לפנות למחלקת המחשוב.</translation>
    </message>
    <message>
        <source>The server did not answer in time. Recrutr tries again.</source>
        <translation>השרת לא ענה בזמן. Recrutr מנסה שוב.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Your work is saved on this computer; Recrutr tries again.</source>
        <translation>לא ניתן להגיע לשרת. העבודה שלך שמורה במחשב הזה; Recrutr מנסה שוב.</translation>
    </message>
</context>
<context>
    <name>sync.evidence</name>
    <message>
        <source>the evidence file could not be written</source>
        <translation>לא ניתן היה לכתוב את קובץ הראיות</translation>
    </message>
    <message>
        <source>There is nothing to save before the attempt has started.</source>
        <translation>אין מה לשמור לפני שהמבחן התחיל.</translation>
    </message>
</context>
<context>
    <name>sync.refusals</name>
    <message>
        <source>This computer has not begun to work on the attempt; it has nothing to send.</source>
        <translation>המחשב הזה עוד לא התחיל לעבוד על המבחן; אין לו מה לשלוח.</translation>
    </message>
    <message>
        <source>This attempt has been handed in already.</source>
        <translation>המבחן הזה כבר הוגש.</translation>
    </message>
    <message>
        <source>This invitation has expired. Ask the employer for a new one.</source>
        <translation>תוקף ההזמנה הזו פג. יש לבקש מהמעסיק הזמנה חדשה.</translation>
    </message>
    <message>
        <source>Many people use the server at this moment. Nothing was lost; Recrutr tries again by itself.</source>
        <translation>אנשים רבים משתמשים בשרת ברגע זה. דבר לא אבד; Recrutr ינסה שוב מעצמו.</translation>
    </message>
    <message>
        <source>The server cannot run programs at the moment. Please try again later.</source>
        <translation>השרת לא יכול להריץ תוכניות כרגע. יש לנסות שוב מאוחר יותר.</translation>
    </message>
    <message>
        <source>The server cannot store anything at the moment. Nothing was lost; please try again later.</source>
        <translation>השרת לא יכול לשמור דבר כרגע. דבר לא אבד; יש לנסות שוב מאוחר יותר.</translation>
    </message>
    <message>
        <source>There is more of the recordings than the server takes of one attempt. They stay here.</source>
        <translation>יש יותר הקלטות ממה שהשרת מקבל ממבחן אחד. הן נשארות כאן.</translation>
    </message>
    <message>
        <source>Everything about this attempt was deleted.</source>
        <translation>כל מה שנוגע למבחן הזה נמחק.</translation>
    </message>
    <message>
        <source>This attempt continues on another computer. What this one still holds may be sent; nothing else.</source>
        <translation>המבחן הזה ממשיך במחשב אחר. מה שעוד נמצא במחשב הזה יכול להישלח; לא יותר מזה.</translation>
    </message>
    <message>
        <source>This receipt belongs to another attempt or device.</source>
        <translation>הקבלה הזו שייכת למבחן אחר או למכשיר אחר.</translation>
    </message>
    <message>
        <source>The time of this attempt is over; nothing is run any more.</source>
        <translation>הזמן של המבחן הזה תם; לא מריצים יותר דבר.</translation>
    </message>
    <message>
        <source>This device is not signed in. Join with your code again.</source>
        <translation>המכשיר הזה לא מחובר. יש להצטרף שוב עם הקוד.</translation>
    </message>
    <message>
        <source>The request arrived too slowly. Nothing was lost; Recrutr tries again by itself.</source>
        <translation>הבקשה הגיעה לאט מדי. דבר לא אבד; Recrutr ינסה שוב מעצמו.</translation>
    </message>
    <message>
        <source>Something went wrong on the server. It has been noted; please try again later.</source>
        <translation>משהו השתבש בשרת. הדבר נרשם; יש לנסות שוב מאוחר יותר.</translation>
    </message>
    <message>
        <source>You have said already how it was.</source>
        <translation>כבר אמרת איך היה.</translation>
    </message>
    <message>
        <source>What was sent is larger than the server takes.</source>
        <translation>מה שנשלח גדול ממה שהשרת מקבל.</translation>
    </message>
    <message>
        <source>This code no longer works: it has expired or was taken back.</source>
        <translation>הקוד הזה כבר לא פועל: תוקפו פג או שהוא בוטל.</translation>
    </message>
    <message>
        <source>This code has been used already; it is good for one computer, once.</source>
        <translation>הקוד הזה כבר נוצל; הוא טוב למחשב אחד, פעם אחת.</translation>
    </message>
    <message>
        <source>This attempt was begun on another device. Continue there, or ask the employer for a code to go on here.</source>
        <translation>המבחן הזה התחיל במכשיר אחר. יש להמשיך שם, או לבקש מהמעסיק קוד כדי להמשיך כאן.</translation>
    </message>
    <message>
        <source>This request is not signed by the computer that it names. Nothing was changed. Join on your own computer with your code.</source>
        <translation>הבקשה הזאת אינה חתומה בידי המחשב שהיא מציינת. דבר לא השתנה. יש להצטרף מהמחשב שלך עם הקוד שלך.</translation>
    </message>
    <message>
        <source>This app is too old for this server, which asks computers to prove who they are. Update the app, then join with the same code. Nothing was changed, and what is saved on this computer stays.</source>
        <translation>היישום הזה ישן מדי לשרת הזה, שמבקש ממחשבים להוכיח מי הם. יש לעדכן את היישום ואז להצטרף עם אותו הקוד. דבר לא השתנה, ומה ששמור במחשב הזה נשאר.</translation>
    </message>
    <message>
        <source>This very request was answered before. Nothing was changed. Join again.</source>
        <translation>הבקשה הזאת עצמה כבר נענתה. דבר לא השתנה. יש להצטרף שוב.</translation>
    </message>
    <message>
        <source>This request was too long on its way. Nothing was changed. Join again.</source>
        <translation>הבקשה הזאת הייתה זמן רב מדי בדרך. דבר לא השתנה. יש להצטרף שוב.</translation>
    </message>
    <message>
        <source>This code is not known. Check it for typing mistakes.</source>
        <translation>הקוד הזה לא מוכר. יש לבדוק אם נפלה בו טעות הקלדה.</translation>
    </message>
    <message>
        <source>This journal differs from the one stored before. It was kept aside, and a person will look at it.</source>
        <translation>היומן הזה שונה מזה שנשמר קודם. הוא נשמר בצד, ואדם יעיין בו.</translation>
    </message>
    <message>
        <source>Something is missing before what was sent. Recrutr sends it again by itself.</source>
        <translation>משהו חסר לפני מה שנשלח. Recrutr ישלח אותו שוב מעצמו.</translation>
    </message>
    <message>
        <source>This data was deleted: its key no longer exists.</source>
        <translation>הנתונים האלה נמחקו: המפתח שלהם כבר לא קיים.</translation>
    </message>
    <message>
        <source>The server has no key for this attempt.</source>
        <translation>לשרת אין מפתח למבחן הזה.</translation>
    </message>
    <message>
        <source>Nobody looks, so nothing is kept.</source>
        <translation>אף אחד לא צופה, ולכן דבר לא נשמר.</translation>
    </message>
    <message>
        <source>A message with this number says something else already.</source>
        <translation>הודעה עם המספר הזה כבר אומרת משהו אחר.</translation>
    </message>
    <message>
        <source>This attempt has been used on as many computers as is possible.</source>
        <translation>המבחן הזה כבר היה בשימוש במספר המחשבים המרבי.</translation>
    </message>
    <message>
        <source>This does not exist, or you may not see it.</source>
        <translation>זה לא קיים, או שאין לך רשות לראות אותו.</translation>
    </message>
    <message>
        <source>The notice has changed. Please read it again.</source>
        <translation>הודעת הפרטיות השתנתה. יש לקרוא אותה שוב.</translation>
    </message>
    <message>
        <source>The notice has to be read on this computer first.</source>
        <translation>יש לקרוא קודם את הודעת הפרטיות במחשב הזה.</translation>
    </message>
    <message>
        <source>Too many tries. Please wait a little.</source>
        <translation>יותר מדי ניסיונות. יש להמתין מעט.</translation>
    </message>
    <message>
        <source>Nothing was typed for some minutes, so the server ended the program. Run it again to go on.</source>
        <translation>במשך כמה דקות לא הוקלד דבר, ולכן השרת סיים את התוכנית. כדי להמשיך יש להריץ אותה שוב.</translation>
    </message>
    <message>
        <source>What was typed did not arrive in its order. Run the program again.</source>
        <translation>מה שהוקלד לא הגיע לפי הסדר. יש להריץ את התוכנית שוב.</translation>
    </message>
    <message>
        <source>Too many runs wait on the server. Please try again in a moment.</source>
        <translation>יותר מדי הרצות ממתינות בשרת. יש לנסות שוב עוד רגע.</translation>
    </message>
    <message>
        <source>This server does not run programs for candidates.</source>
        <translation>השרת הזה לא מריץ תוכניות עבור מועמדים.</translation>
    </message>
    <message>
        <source>Your run before this one is not over yet.</source>
        <translation>ההרצה הקודמת שלך עוד לא הסתיימה.</translation>
    </message>
    <message>
        <source>The program to which this was typed has ended.</source>
        <translation>התוכנית שאליה הוקלד זה הסתיימה.</translation>
    </message>
    <message>
        <source>A recording was damaged on its way. Recrutr sends it again by itself.</source>
        <translation>הקלטה נפגמה בדרך. Recrutr ישלח אותה שוב מעצמו.</translation>
    </message>
    <message>
        <source>The server holds another recording in the place of this one.</source>
        <translation>בשרת יש הקלטה אחרת במקום ההקלטה הזו.</translation>
    </message>
    <message>
        <source>This server is about to end. Please try again in a moment.</source>
        <translation>השרת הזה עומד להיסגר. יש לנסות שוב עוד רגע.</translation>
    </message>
    <message>
        <source>This attempt may not begin yet. Everything can be checked until then.</source>
        <translation>עוד אי אפשר להתחיל את המבחן הזה. עד אז אפשר לבדוק הכול.</translation>
    </message>
    <message>
        <source>What arrived is not what was handed in. Recrutr sends it again by itself.</source>
        <translation>מה שהגיע אינו מה שהוגש. Recrutr ישלח אותו שוב מעצמו.</translation>
    </message>
    <message>
        <source>No more submissions are possible in this attempt.</source>
        <translation>אי אפשר להגיש עוד הגשות במבחן הזה.</translation>
    </message>
    <message>
        <source>Another source was handed in under this number before.</source>
        <translation>תחת המספר הזה הוגש קודם קוד אחר.</translation>
    </message>
    <message>
        <source>The notice did not tell you of this recording, so the server does not accept it.</source>
        <translation>הודעת הפרטיות לא סיפרה לך על ההקלטה הזו, ולכן השרת לא מקבל אותה.</translation>
    </message>
    <message>
        <source>This recording was announced differently before.</source>
        <translation>ההקלטה הזו הוכרזה קודם אחרת.</translation>
    </message>
    <message>
        <source>The server does not know this recording yet.</source>
        <translation>השרת עוד לא מכיר את ההקלטה הזו.</translation>
    </message>
    <message>
        <source>The server gave no reason.</source>
        <translation>השרת לא ציין סיבה.</translation>
    </message>
    <message>
        <source>This attempt has not been started yet.</source>
        <translation>המבחן הזה עוד לא התחיל.</translation>
    </message>
    <message>
        <source>This attempt is being worked on; that is possible only after handing in.</source>
        <translation>המבחן הזה בעבודה; זה אפשרי רק אחרי ההגשה.</translation>
    </message>
    <message>
        <source>You have withdrawn from this attempt.</source>
        <translation>פרשת מהמבחן הזה.</translation>
    </message>
    <message>
        <source>This app and this server do not fit. Update the app.</source>
        <translation>היישום והשרת אינם תואמים. יש לעדכן את היישום.</translation>
    </message>
    <message>
        <source>This language is not offered here.</source>
        <translation>השפה הזו לא מוצעת כאן.</translation>
    </message>
    <message>
        <source>There is no such problem in this assessment.</source>
        <translation>אין שאלה כזאת במבחן הזה.</translation>
    </message>
    <message>
        <source>The source is too large, or cannot be read.</source>
        <translation>הקוד גדול מדי, או שאי אפשר לקרוא אותו.</translation>
    </message>
    <message>
        <source>Your own cases are too large together.</source>
        <translation>המקרים שלך גדולים מדי יחד.</translation>
    </message>
    <message>
        <source>Your own input is too large.</source>
        <translation>הקלט שלך גדול מדי.</translation>
    </message>
    <message>
        <source>The server says: {message}</source>
        <translation>השרת אומר: {message}</translation>
    </message>
    <message>
        <source>The app asked at another address than this server's own, which is {address}. Nothing was changed. Join at that address if your invitation names it; otherwise ask the person who invited you.</source>
        <translation>היישום פנה לכתובת אחרת מהכתובת של השרת הזה, שהיא {address}. דבר לא השתנה. אם ההזמנה שלך מציינת את הכתובת הזאת, יש להצטרף בה; אחרת יש לפנות לאדם שהזמין אותך.</translation>
    </message>
</context>
<context>
    <name>sync.restoring</name>
    <message>
        <source>The server's acknowledgement is for another attempt or device.</source>
        <translation>אישור הקבלה של השרת שייך למבחן אחר או למכשיר אחר.</translation>
    </message>
    <message>
        <source>The server has newer work of yours than this computer holds.</source>
        <translation>בשרת יש עבודה שלך חדשה מזו שבמחשב הזה.</translation>
    </message>
    <message>
        <source>The server has other work of this attempt than this computer holds.</source>
        <translation>בשרת יש עבודה אחרת של המבחן הזה מזו שבמחשב הזה.</translation>
    </message>
    <message>
        <source>The server's ticket is for another attempt or device.</source>
        <translation>כרטיס הכניסה של השרת שייך למבחן אחר או למכשיר אחר.</translation>
    </message>
    <message>
        <source>What the server gave back does not end where it says.</source>
        <translation>מה שהשרת החזיר אינו מסתיים היכן שהוא מציין.</translation>
    </message>
    <message>
        <source>recordings could not be taken over</source>
        <translation>לא ניתן היה להעביר הקלטות</translation>
    </message>
</context>
<context>
    <name>sync.sending</name>
    <message>
        <source>A recorded segment was changed or damaged on the disk.</source>
        <translation>קטע מוקלט השתנה או ניזוק בדיסק.</translation>
    </message>
    <message>
        <source>The server took entries but does not confirm them.</source>
        <translation>השרת קיבל רשומות אבל אינו מאשר אותן.</translation>
    </message>
    <message>
        <source>The server has countersigned another receipt than ours.</source>
        <translation>השרת חתם על קבלה שונה משלנו.</translation>
    </message>
    <message>
        <source>A recording was damaged on its way.</source>
        <translation>הקלטה נפגמה בדרכה.</translation>
    </message>
    <message>
        <source>The server confirms another recording than the one sent.</source>
        <translation>השרת מאשר הקלטה שונה מזו שנשלחה.</translation>
    </message>
    <message>
        <source>A recorded segment cannot be read from the disk.</source>
        <translation>לא ניתן לקרוא מקטע מוקלט מהדיסק.</translation>
    </message>
</context>
<context>
    <name>sync.store.attempts</name>
    <message>
        <source>This computer holds an earlier part of this attempt; it cannot also be the one that goes on.</source>
        <translation>המחשב הזה מחזיק חלק מוקדם יותר של המבחן הזה; הוא אינו יכול להיות גם זה שממשיך.</translation>
    </message>
    <message>
        <source>There is no saved work of this attempt on this computer.</source>
        <translation>אין במחשב הזה עבודה שמורה של המבחן הזה.</translation>
    </message>
    <message>
        <source>some files of the deleted attempt are still there</source>
        <translation>כמה קבצים של המבחן שנמחק עדיין קיימים</translation>
    </message>
    <message>
        <source>the folder for your work could not be made</source>
        <translation>לא ניתן היה ליצור את התיקייה לעבודה שלך</translation>
    </message>
    <message>
        <source>the saved work could not be put aside</source>
        <translation>לא ניתן היה להניח בצד את העבודה השמורה</translation>
    </message>
    <message>
        <source>the saved work could not be set back in its place</source>
        <translation>לא ניתן היה להחזיר את העבודה השמורה למקומה</translation>
    </message>
    <message>
        <source>The keyring holds another key than the one the work was saved with. Nothing has been changed.</source>
        <translation>מחזיק המפתחות מכיל מפתח שונה מזה שבו נשמרה העבודה. דבר לא השתנה.</translation>
    </message>
    <message>
        <source>The note beside the saved work, which says where its key is, is missing or damaged.</source>
        <translation>הפתק שלצד העבודה השמורה, המציין היכן המפתח שלה, חסר או פגום.</translation>
    </message>
    <message>
        <source>The invitation code is missing.</source>
        <translation>חסר קוד ההזמנה.</translation>
    </message>
</context>
<context>
    <name>sync.store.database</name>
    <message>
        <source>The key of the store has a wrong size.</source>
        <translation>גודל המפתח של המאגר שגוי.</translation>
    </message>
    <message>
        <source>This work was saved by a newer Recrutr. Install that version again; nothing has been changed.</source>
        <translation>העבודה הזאת נשמרה בגרסה חדשה יותר של Recrutr. יש להתקין שוב את אותה גרסה; דבר לא השתנה.</translation>
    </message>
    <message>
        <source>the folder with your saved work could not be written</source>
        <translation>לא ניתן היה לכתוב לתיקייה עם העבודה השמורה שלך</translation>
    </message>
    <message>
        <source>The file with your saved work was changed or damaged. It has been left as it is.</source>
        <translation>הקובץ עם העבודה השמורה שלך שונה או נפגם. הוא נותר כפי שהיה.</translation>
    </message>
    <message>
        <source>The disk reported an error while saving. Your work is kept in memory and tried again.</source>
        <translation>הדיסק דיווח על שגיאה בזמן השמירה. העבודה שלך מוחזקת בזיכרון, והשמירה תנוסה שוב.</translation>
    </message>
    <message>
        <source>The disk is full. Your work is kept in memory; free some space and it is saved by itself.</source>
        <translation>הדיסק מלא. העבודה שלך מוחזקת בזיכרון; לאחר שיתפנה מקום היא תישמר מעצמה.</translation>
    </message>
    <message>
        <source>Another program holds the file with your saved work. Close it.</source>
        <translation>תוכנה אחרת מחזיקה את הקובץ עם העבודה השמורה שלך. יש לסגור אותה.</translation>
    </message>
    <message>
        <source>The file with your saved work cannot be opened.</source>
        <translation>לא ניתן לפתוח את הקובץ עם העבודה השמורה שלך.</translation>
    </message>
    <message>
        <source>The file with your saved work may not be written.</source>
        <translation>אין הרשאה לכתוב לקובץ עם העבודה השמורה שלך.</translation>
    </message>
    <message>
        <source>This computer has run out of memory.</source>
        <translation>אזל הזיכרון של המחשב הזה.</translation>
    </message>
    <message>
        <source>The folder with your saved work was deleted or moved while Recrutr was open.</source>
        <translation>התיקייה שבה נשמרת העבודה שלך נמחקה או הועברה בזמן ש-Recrutr היה פתוח.</translation>
    </message>
    <message>
        <source>The file with your saved work is not there.</source>
        <translation>הקובץ עם העבודה השמורה שלך אינו נמצא.</translation>
    </message>
    <message>
        <source>There is saved work already; it is not overwritten.</source>
        <translation>כבר קיימת עבודה שמורה; היא אינה נדרסת.</translation>
    </message>
    <message>
        <source>The saved work does not open with the key of this computer. The file has been left as it is.</source>
        <translation>העבודה השמורה אינה נפתחת במפתח של המחשב הזה. הקובץ נותר כפי שהיה.</translation>
    </message>
    <message>
        <source>The file in the place of your saved work is not one of Recrutr's, or was cut. It has been left as it is.</source>
        <translation>הקובץ שבמקום העבודה השמורה שלך אינו של Recrutr, או שנקטע. הוא נותר כפי שהיה.</translation>
    </message>
</context>
<context>
    <name>sync.store.folders</name>
    <message>
        <source>The disk is full: {what}. Free some space; Recrutr goes on by itself.</source>
        <translation>הדיסק מלא: {what}. יש לפנות מקום; Recrutr ימשיך מעצמו.</translation>
    </message>
    <message>
        <source>This folder cannot be written: {what}.</source>
        <translation>לא ניתן לכתוב לתיקייה הזאת: {what}.</translation>
    </message>
    <message>
        <source>The disk reported an error ({reason}): {what}.</source>
        <translation>הדיסק דיווח על שגיאה ({reason}): {what}.</translation>
    </message>
    <message>
        <source>a folder for your work could not be made</source>
        <translation>לא ניתן היה ליצור תיקייה לעבודה שלך</translation>
    </message>
    <message>
        <source>{name} could not be written</source>
        <translation>לא ניתן היה לכתוב את {name}</translation>
    </message>
    <message>
        <source>the lock file could not be opened</source>
        <translation>לא ניתן היה לפתוח את קובץ הנעילה</translation>
    </message>
    <message>
        <source>the lock file could not be locked</source>
        <translation>לא ניתן היה לנעול את קובץ הנעילה</translation>
    </message>
    <message>
        <source>Recrutr is already open with this work. Go to the other window, or close it and try again.</source>
        <translation>היישום Recrutr כבר פתוח עם העבודה הזאת. יש לעבור לחלון האחר, או לסגור אותו ולנסות שוב.</translation>
    </message>
</context>
<context>
    <name>sync.store.freshness</name>
    <message>
        <source>A part of the saved work on this computer is older than the rest, or does not belong to it. It has been left as it is.</source>
        <translation>חלק מהעבודה השמורה במחשב הזה ישן יותר מהשאר, או אינו שייך אליה. הוא נותר כפי שהיה.</translation>
    </message>
</context>
<context>
    <name>sync.store.handing_in</name>
    <message>
        <source>The source has {size} bytes; the most is {most}.</source>
        <translation>גודל המקור {size} בתים; המרב הוא {most}.</translation>
    </message>
    <message>
        <source>The digest does not match the source.</source>
        <translation>ערך הגיבוב אינו תואם את המקור.</translation>
    </message>
    <message>
        <source>The attempt continues on another computer: nothing more is recorded here.</source>
        <translation>המבחן ממשיך במחשב אחר: דבר נוסף אינו נרשם כאן.</translation>
    </message>
    <message>
        <source>The work is finished: nothing more is recorded.</source>
        <translation>העבודה הסתיימה: דבר נוסף אינו נרשם.</translation>
    </message>
</context>
<context>
    <name>sync.store.headers</name>
    <message>
        <source>The record of your work on this computer was changed or damaged.</source>
        <translation>רישום העבודה שלך במחשב הזה שונה או נפגם.</translation>
    </message>
</context>
<context>
    <name>sync.store.journal</name>
    <message>
        <source>The record of your work on this computer was changed or damaged. It has been left as it is.</source>
        <translation>רישום העבודה שלך במחשב הזה שונה או נפגם. הוא נותר כפי שהיה.</translation>
    </message>
</context>
<context>
    <name>sync.store.keys</name>
    <message>
        <source>The keyring did not let Recrutr remove its key.</source>
        <translation>מחזיק המפתחות לא אפשר ל-Recrutr להסיר את המפתח שלו.</translation>
    </message>
    <message>
        <source>The passphrase must have at least {least} characters.</source>
        <translation>משפט הסיסמה חייב להכיל לפחות {least} תווים.</translation>
    </message>
    <message>
        <source>The file with the wrapped key cannot be read.</source>
        <translation>לא ניתן לקרוא את הקובץ עם המפתח העטוף.</translation>
    </message>
    <message>
        <source>The file with the wrapped key is damaged.</source>
        <translation>הקובץ עם המפתח העטוף פגום.</translation>
    </message>
    <message>
        <source>This passphrase or code does not open the work saved on this computer. Nothing was changed.</source>
        <translation>משפט הסיסמה או הקוד הזה אינו פותח את העבודה השמורה במחשב הזה. דבר לא השתנה.</translation>
    </message>
    <message>
        <source>The file with the wrapped key cannot be removed.</source>
        <translation>לא ניתן להסיר את הקובץ עם המפתח העטוף.</translation>
    </message>
    <message>
        <source>The key of the work saved on this computer is no longer in the keyring. The saved work cannot be opened without it and has not been touched; what was already sent is safe with the server.</source>
        <translation>המפתח של העבודה השמורה במחשב הזה אינו נמצא עוד במחזיק המפתחות. בלעדיו לא ניתן לפתוח את העבודה השמורה, והיא נותרה ללא שינוי; מה שכבר נשלח בטוח בשרת.</translation>
    </message>
    <message>
        <source>The key of the work saved here is in a file that only opens with your invitation code. Type the code.</source>
        <translation>המפתח של העבודה השמורה כאן נמצא בקובץ שנפתח רק עם קוד ההזמנה שלך. יש להקליד את הקוד.</translation>
    </message>
    <message>
        <source>This computer now uses another keyring than when the work was saved. Start Recrutr again in the session or with the keyring you used before; nothing has been changed.</source>
        <translation>המחשב הזה משתמש עכשיו במחזיק מפתחות אחר מזה שבו נשמרה העבודה. יש להפעיל את Recrutr שוב בהפעלה או עם מחזיק המפתחות ששימשו קודם; דבר לא השתנה.</translation>
    </message>
    <message>
        <source>This computer has no keyring in which Recrutr could keep its key. Type your invitation code or a passphrase; the key is then kept in a file that only opens with it.</source>
        <translation>אין למחשב הזה מחזיק מפתחות שבו Recrutr יכול לשמור את המפתח שלו. יש להקליד את קוד ההזמנה או משפט סיסמה; המפתח יישמר בקובץ שנפתח רק איתו.</translation>
    </message>
    <message>
        <source>The keyring of this computer has not answered yet. It may be asking for its password in its own window.</source>
        <translation>מחזיק המפתחות של המחשב הזה עוד לא השיב. ייתכן שהוא מבקש את הסיסמה שלו בחלון משלו.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked. Unlock it (sign in to your desktop session) and try again.</source>
        <translation>מחזיק המפתחות של המחשב הזה נעול. יש לבטל את נעילתו (להתחבר להפעלת שולחן העבודה) ולנסות שוב.</translation>
    </message>
    <message>
        <source>The keyring of this computer does not answer. Sign in to your desktop session again, then try again.</source>
        <translation>מחזיק המפתחות של המחשב הזה אינו עונה. יש להתחבר שוב להפעלת שולחן העבודה ולנסות שוב.</translation>
    </message>
    <message>
        <source>The keyring of this computer did not hand out the key. Try again, and allow it when you are asked.</source>
        <translation>מחזיק המפתחות של המחשב הזה לא מסר את המפתח. יש לנסות שוב, ולאשר כשמופיעה בקשה.</translation>
    </message>
</context>
<context>
    <name>sync.store.media</name>
    <message>
        <source>The disk is nearly full, so the {kind} is not recorded until {megabytes} MB are free.</source>
        <translation>הדיסק כמעט מלא, ולכן הקלטת ה{kind} מושהית עד שיתפנו {megabytes} MB.</translation>
    </message>
    <message>
        <source>a piece of the recording could not be written</source>
        <translation>לא ניתן היה לכתוב חלק מההקלטה</translation>
    </message>
    <message>
        <source>The disk is full, so recording has stopped until there is room.</source>
        <translation>הדיסק מלא, ולכן ההקלטה נעצרה עד שיהיה מקום.</translation>
    </message>
</context>
<context>
    <name>sync.store.outbox</name>
    <message>
        <source>The source that was handed in could not be rebuilt from the record. Hand it in again.</source>
        <translation>לא ניתן היה לבנות מחדש מתוך הרישום את המקור שהוגש. יש להגיש אותו שוב.</translation>
    </message>
</context>
<context>
    <name>sync.store.reading</name>
    <message>
        <source>Part of the work that was saved on this computer is no longer there. What is left has not been changed.</source>
        <translation>חלק מהעבודה שנשמרה במחשב הזה אינו נמצא עוד. מה שנותר לא השתנה.</translation>
    </message>
    <message>
        <source>The saved work lacks a part ({name}).</source>
        <translation>חסר חלק בעבודה השמורה ({name}).</translation>
    </message>
</context>
<context>
    <name>sync.store.repair</name>
    <message>
        <source>Recrutr ended before the recording did; what follows until the next start is missing.</source>
        <translation>היישום Recrutr נסגר לפני שההקלטה הסתיימה; מה שאירע מאז ועד ההפעלה הבאה חסר.</translation>
    </message>
    <message>
        <source>an unfinished recording could not be repaired</source>
        <translation>לא ניתן היה לתקן הקלטה שלא הושלמה</translation>
    </message>
    <message>
        <source>The recordings' folder cannot be read.</source>
        <translation>לא ניתן לקרוא את תיקיית ההקלטות.</translation>
    </message>
</context>
<context>
    <name>sync.store.store</name>
    <message>
        <source>The server answered for another attempt.</source>
        <translation>תשובת השרת שייכת למבחן אחר.</translation>
    </message>
    <message>
        <source>The server's ticket is for another attempt or device.</source>
        <translation>כרטיס הכניסה של השרת שייך למבחן אחר או למכשיר אחר.</translation>
    </message>
    <message>
        <source>The server has changed the ticket of a started attempt.</source>
        <translation>השרת שינה את כרטיס הכניסה של מבחן שכבר התחיל.</translation>
    </message>
    <message>
        <source>The server's answer lacks the work of the earlier computer.</source>
        <translation>בתשובת השרת חסרה העבודה מהמחשב הקודם.</translation>
    </message>
    <message>
        <source>The server's word on the time is for another attempt.</source>
        <translation>הודעת השרת על הזמן שייכת למבחן אחר.</translation>
    </message>
    <message>
        <source>The disk does not answer. Your work is kept in memory.</source>
        <translation>הדיסק אינו עונה. העבודה שלך מוחזקת בזיכרון.</translation>
    </message>
</context>
<context>
    <name>sync.store.writer</name>
    <message>
        <source>The saved work has been closed already.</source>
        <translation>העבודה השמורה כבר נסגרה.</translation>
    </message>
    <message>
        <source>Too much is waiting to be saved. Stop typing and free some space on the disk.</source>
        <translation>יותר מדי ממתין לשמירה. יש להפסיק להקליד ולפנות מקום בדיסק.</translation>
    </message>
    <message numerus="yes">
        <source>{n} changes could not be saved: the disk did not take them.</source>
        <extracomment>For one: {n} change could not be saved: the disk did not take it.</extracomment>
        <translation><numerusform>לא ניתן היה לשמור שינוי אחד: הדיסק לא קיבל אותו.</numerusform><numerusform>לא ניתן היה לשמור {n} שינויים: הדיסק לא קיבל אותם.</numerusform></translation>
    </message>
    <message>
        <source>Saving has stopped because of an error in Recrutr. Restart it.</source>
        <translation>השמירה נעצרה בגלל שגיאה ב-Recrutr. יש להפעיל אותו מחדש.</translation>
    </message>
    <message>
        <source>Nothing can be recorded before the attempt has started.</source>
        <translation>לא ניתן לרשום דבר לפני שהמבחן התחיל.</translation>
    </message>
</context>
<context>
    <name>ui.after</name>
    <message>
        <source>A copy of everything</source>
        <translation>עותק של הכול</translation>
    </message>
    <message>
        <source>A correction, or a reply to what was noted</source>
        <translation>תיקון, או תגובה למה שנרשם</translation>
    </message>
    <message>
        <source>An explanation of a result or of what was noted</source>
        <translation>הסבר על תוצאה או על מה שנרשם</translation>
    </message>
    <message>
        <source>Another human to look at a result</source>
        <translation>בחינה של תוצאה על ידי אדם נוסף</translation>
    </message>
    <message>
        <source>To object to the use of my data</source>
        <translation>התנגדות לשימוש בנתונים שלי</translation>
    </message>
    <message>
        <source>That my data is kept but not used</source>
        <translation>שמירת הנתונים שלי ללא שימוש בהם</translation>
    </message>
    <message>
        <source>Everything that anybody did with your attempt stands here; the organisation sees the same list.</source>
        <translation>כל מה שמישהו עשה עם המבחן שלך מופיע כאן; הארגון רואה את אותה רשימה.</translation>
    </message>
    <message>
        <source>Observations, not judgements. You can reply before anything is decided.</source>
        <translation>תצפיות, לא שיפוט. אפשר להגיב לפני שמתקבלת החלטה כלשהי.</translation>
    </message>
    <message>
        <source>Deletion has a button of its own on the page behind this one. A person answers each request within a month.</source>
        <translation>למחיקה יש כפתור משלה בעמוד שמאחורי העמוד הזה. אדם עונה לכל בקשה בתוך חודש.</translation>
    </message>
    <message>
        <source>Your attempt</source>
        <translation>המבחן שלך</translation>
    </message>
    <message>
        <source>Your &amp;work</source>
        <translation>ה&amp;עבודה שלך</translation>
    </message>
    <message>
        <source>What is &amp;held</source>
        <translation>מה &amp;שמור</translation>
    </message>
    <message>
        <source>Who &amp;looked</source>
        <translation>מי &amp;צפה</translation>
    </message>
    <message>
        <source>&amp;Noted</source>
        <translation>מה &amp;נרשם</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>שליחה</translation>
    </message>
    <message>
        <source>Received. How it stands is shown above.</source>
        <translation>הבקשה התקבלה. מצבה מוצג למעלה.</translation>
    </message>
    <message>
        <source>&amp;Requests</source>
        <translation>&amp;בקשות</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>שמירת עותק…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Your attempt at {organisation}</source>
        <translation>המבחן שלך מטעם {organisation}</translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation>נשמר בשם {name} בתיקייה &quot;{folder}&quot;.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>פונים לשרת…</translation>
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
        <translation>מה נמסר לך, וכמה זמן זה נשמר</translation>
    </message>
    <message>
        <source>{when}: {who} {did_what}</source>
        <translation>{when}: {who} {did_what}</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>שותף עם</translation>
    </message>
    <message>
        <source>What else could explain it: {innocent}</source>
        <translation>מה עוד יכול להסביר זאת: {innocent}</translation>
    </message>
    <message>
        <source>Reply…</source>
        <translation>תגובה…</translation>
    </message>
    <message>
        <source>Reply to: {words}</source>
        <translation>תגובה על: {words}</translation>
    </message>
    <message>
        <source>{kind}: {state}. Received {received}, answer by {due}.</source>
        <translation>{kind}: {state}. התקבלה {received}, תשובה עד {due}.</translation>
    </message>
    <message>
        <source>You have not asked for anything yet.</source>
        <translation>עדיין לא הגשת בקשות.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>שולחים…</translation>
    </message>
    <message>
        <source>Your reply to “{words}”. Whoever may read the report of your work reads it beside this observation.</source>
        <translation>התגובה שלך אל „{words}”. מי שרשאי לקרוא את הדוח על עבודתך יקרא אותה לצד התצפית הזאת.</translation>
    </message>
    <message>
        <source>In your words</source>
        <translation>במילים שלך</translation>
    </message>
    <message>
        <source>In your words (if you like)</source>
        <translation>במילים שלך (לא חובה)</translation>
    </message>
    <message>
        <source>Ask for something</source>
        <translation>בקשה חדשה</translation>
    </message>
    <message>
        <source>Save a copy of everything</source>
        <translation>שמירת עותק של הכול</translation>
    </message>
</context>
<context>
    <name>ui.background</name>
    <message>
        <source>Show Recrutr</source>
        <translation>הצגת Recrutr</translation>
    </message>
    <message>
        <source>Quit…</source>
        <translation>יציאה…</translation>
    </message>
    <message>
        <source>Quit before everything is sent?</source>
        <translation>לצאת לפני שהכול נשלח?</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>יציאה</translation>
    </message>
    <message>
        <source>Go on sending</source>
        <translation>המשך שליחה</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>העלאה</translation>
    </message>
</context>
<context>
    <name>ui.diagnostics</name>
    <message numerus="yes">
        <source>… and {n} more lines</source>
        <extracomment>For one: … and {n} more line</extracomment>
        <translation><numerusform>… ועוד שורה אחת</numerusform><numerusform>… ועוד {n} שורות</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n:,} more characters</source>
        <extracomment>For one: {n:,} more character</extracomment>
        <translation><numerusform>תו אחד נוסף</numerusform><numerusform>{n:,} תווים נוספים</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.impression</name>
    <message>
        <source>How was it?</source>
        <translation>איך היה?</translation>
    </message>
    <message>
        <source>A few questions, if you like. Your answers are no part of your evaluation.</source>
        <translation>כמה שאלות, לא חובה. התשובות אינן חלק מההערכה שלך.</translation>
    </message>
    <message>
        <source>Thank you for telling how it was.</source>
        <translation>תודה על המשוב.</translation>
    </message>
    <message>
        <source>It is kept here and sent as soon as there is a connection.</source>
        <translation>הוא שמור כאן ויישלח ברגע שיהיה חיבור.</translation>
    </message>
    <message>
        <source>How easy was it to work with Recrutr?</source>
        <translation>עד כמה היה קל לעבוד עם Recrutr?</translation>
    </message>
    <message>
        <source>Very hard</source>
        <translation>קשה מאוד</translation>
    </message>
    <message>
        <source>Hard</source>
        <translation>קשה</translation>
    </message>
    <message>
        <source>In between</source>
        <translation>בינוני</translation>
    </message>
    <message>
        <source>Easy</source>
        <translation>קל</translation>
    </message>
    <message>
        <source>Very easy</source>
        <translation>קל מאוד</translation>
    </message>
    <message>
        <source>How fair was it?</source>
        <translation>עד כמה זה היה הוגן?</translation>
    </message>
    <message>
        <source>Not fair at all</source>
        <translation>כלל לא הוגן</translation>
    </message>
    <message>
        <source>Not fair</source>
        <translation>לא הוגן</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>הוגן</translation>
    </message>
    <message>
        <source>Very fair</source>
        <translation>הוגן מאוד</translation>
    </message>
    <message>
        <source>Read as you write it: leave out what tells who you are.</source>
        <translation>הדברים נקראים כפי שנכתבו: כדאי להשמיט כל מה שמזהה אותך.</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>ללא תשובה</translation>
    </message>
    <message>
        <source>You need not answer, and you may leave out what you like. {organisation} reads the answers of {least_together} or more candidates together, without names. They stand in no report and are no part of your evaluation. You see yours on your page, and they are deleted with your attempt.</source>
        <translation>אין חובה לענות, ואפשר לדלג על כל שאלה. בארגון {organisation} קוראים את התשובות של {least_together} מועמדים או יותר יחד, ללא שמות. הן אינן מופיעות בשום דוח ואינן חלק מההערכה שלך. התשובות שלך מוצגות לך בעמוד שלך, והן נמחקות יחד עם המבחן שלך.</translation>
    </message>
    <message>
        <source>Say how it was…</source>
        <translation>מתן משוב…</translation>
    </message>
    <message>
        <source>What got in the way?</source>
        <translation>מה הפריע?</translation>
    </message>
    <message>
        <source>In your words</source>
        <translation>במילים שלך</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>שליחה</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>לא עכשיו</translation>
    </message>
    <message numerus="yes">
        <source>{n} characters too many: {most} are read at most.</source>
        <extracomment>For one: {n} character too many: {most} are read at most.</extracomment>
        <translation><numerusform>תו אחד יותר מדי: נקראים לכל היותר {most}.</numerusform><numerusform>{n} תווים יותר מדי: נקראים לכל היותר {most}.</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.mark</name>
    <message>
        <source>Recrutr records this screen</source>
        <translation>המסך הזה מוקלט על ידי Recrutr</translation>
    </message>
</context>
<context>
    <name>ui.project.finding</name>
    <message>
        <source>Find in all files</source>
        <translation>חיפוש בכל הקבצים</translation>
    </message>
    <message>
        <source>Replace in all files</source>
        <translation>החלפה בכל הקבצים</translation>
    </message>
    <message>
        <source>Places found in all files</source>
        <translation>מקומות שנמצאו בכל הקבצים</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>לא נמצא</translation>
    </message>
    <message>
        <source>{count:,} in {files}</source>
        <translation>{count:,} בתוך {files}</translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <extracomment>For one: {n} file</extracomment>
        <translation><numerusform>קובץ אחד</numerusform><numerusform>{n} קבצים</numerusform></translation>
    </message>
    <message>
        <source>{count:,} replaced in {files}. Ctrl+Z undoes it in each file.</source>
        <translation>הוחלפו {count:,} בתוך {files}. אפשר לבטל זאת עם Ctrl+Z בכל קובץ.</translation>
    </message>
    <message numerus="yes">
        <source>{n:,} in files that are given were left.</source>
        <extracomment>For one: {n:,} in files that are given was left.</extracomment>
        <translation><numerusform>אחד, בקובץ נתון, נותר ללא שינוי.</numerusform><numerusform>{n:,} בקבצים נתונים נותרו ללא שינוי.</numerusform></translation>
    </message>
    <message>
        <source>{path}, line {line}: {words}</source>
        <translation>שורה {line} בקובץ {path}: {words}</translation>
    </message>
    <message>
        <source>The first {max_listed} places are listed.</source>
        <translation>מוצגים {max_listed} המקומות הראשונים.</translation>
    </message>
</context>
<context>
    <name>ui.project.panel</name>
    <message>
        <source>{deleted} was deleted.</source>
        <translation>נמחק: {deleted}.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>קבצים</translation>
    </message>
    <message>
        <source>Show the files of this problem (Ctrl+Shift+E)</source>
        <translation>הצגת הקבצים של השאלה הזאת (Ctrl+Shift+E)</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>קובץ חדש</translation>
    </message>
    <message>
        <source>Add a file to this problem (Ctrl+Shift+N)</source>
        <translation>הוספת קובץ לשאלה הזאת (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>שחזור</translation>
    </message>
    <message>
        <source>Name of the new file</source>
        <translation>שם הקובץ החדש</translation>
    </message>
    <message>
        <source>New name of {path}</source>
        <translation>שם חדש ל-{path}</translation>
    </message>
</context>
<context>
    <name>ui.project.tabs</name>
    <message>
        <source>Open files</source>
        <translation>קבצים פתוחים</translation>
    </message>
    <message>
        <source>{path} (given, to be read)</source>
        <translation>נתון, לקריאה בלבד: {path}</translation>
    </message>
    <message>
        <source>Close {path}</source>
        <translation>סגירת {path}</translation>
    </message>
    <message>
        <source>Close {path} (Ctrl+F4); the file stays in the project</source>
        <translation>סגירת {path} (Ctrl+F4); הקובץ נשאר בפרויקט</translation>
    </message>
</context>
<context>
    <name>ui.project.tree</name>
    <message>
        <source>Files of this problem</source>
        <translation>הקבצים של השאלה הזאת</translation>
    </message>
    <message>
        <source>Return opens a file, F2 renames it, Delete deletes it.</source>
        <translation>המקש Return פותח קובץ, F2 משנה את שמו, Delete מוחק אותו.</translation>
    </message>
    <message>
        <source>{path}, given, to be read</source>
        <translation>נתון, לקריאה בלבד: {path}</translation>
    </message>
    <message>
        <source>folder {path}</source>
        <translation>תיקייה {path}</translation>
    </message>
    <message>
        <source>New file…</source>
        <translation>קובץ חדש…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>שינוי שם…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>מחיקה</translation>
    </message>
</context>
<context>
    <name>ui.screens.check</name>
    <message>
        <source>Works</source>
        <translation>תקין</translation>
    </message>
    <message>
        <source>Works, with a limit</source>
        <translation>תקין, במגבלות</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>לא תקין</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>בודקים…</translation>
    </message>
    <message>
        <source>Each line should be green. An amber or red line says what is wrong and offers one fix.</source>
        <translation>כל שורה אמורה להיות ירוקה. שורה כתומה או אדומה מציינת מה לא תקין ומציעה תיקון אחד.</translation>
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
        <translation>{title} לשימוש</translation>
    </message>
    <message>
        <source>Check your machine</source>
        <translation>בדיקת המחשב שלך</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>דוח…</translation>
    </message>
    <message>
        <source>Report on this computer, to read, save or send</source>
        <translation>דוח על המחשב הזה, לקריאה, לשמירה או לשליחה</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>בדיקה חוזרת</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>התחלה</translation>
    </message>
    <message>
        <source>Checking takes none of your time: you may close Recrutr now, and check again and start later, until {when}.</source>
        <translation>הבדיקה אינה גוזלת מהזמן שלך: אפשר לסגור עכשיו את Recrutr, ולבדוק שוב ולהתחיל מאוחר יותר, עד {when}.</translation>
    </message>
    <message>
        <source>You have {time}. The time runs on the server from the moment you press Start, also while this window is closed or the connection is down.</source>
        <translation>הזמן שלך: {time}. הזמן רץ בשרת מרגע הלחיצה על &quot;התחלה&quot;, גם כשהחלון הזה סגור או כשאין חיבור.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>בודקים…</translation>
    </message>
    <message>
        <source>Go on: {time} left</source>
        <translation>המשך: עוד {time}</translation>
    </message>
    <message>
        <source>Start: {time}</source>
        <translation>התחלה: {time}</translation>
    </message>
    <message>
        <source>This is what your devices give</source>
        <translation>זה מה שההתקנים שלך מעבירים</translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation>תצוגה מקדימה של המצלמה</translation>
    </message>
    <message>
        <source>No picture from the camera</source>
        <translation>אין תמונה מהמצלמה</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>מיקרופון</translation>
    </message>
    <message>
        <source>Only shown to you. Nothing is kept before the start.</source>
        <translation>מוצג רק לך. דבר אינו נשמר לפני ההתחלה.</translation>
    </message>
</context>
<context>
    <name>ui.screens.evidence</name>
    <message>
        <source>Writing the evidence file</source>
        <translation>כתיבת קובץ הראיות</translation>
    </message>
    <message>
        <source>Fingerprint of the file (SHA-256)</source>
        <translation>טביעת האצבע של הקובץ (SHA-256)</translation>
    </message>
    <message>
        <source>Fingerprint of the file</source>
        <translation>טביעת האצבע של הקובץ</translation>
    </message>
    <message>
        <source>Save an evidence file…</source>
        <translation>שמירת קובץ ראיות…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>עצירה</translation>
    </message>
    <message>
        <source>Your evidence file</source>
        <translation>קובץ הראיות שלך</translation>
    </message>
    <message>
        <source>No way to the server?</source>
        <translation>אין דרך להגיע לשרת?</translation>
    </message>
    <message>
        <source>Save it again…</source>
        <translation>שמירה חוזרת…</translation>
    </message>
    <message>
        <source>Save evidence file</source>
        <translation>שמירת קובץ ראיות</translation>
    </message>
    <message>
        <source>Writing the file. You can stop; nothing half-written stays.</source>
        <translation>הקובץ נכתב. אפשר לעצור; שום דבר חלקי לא יישאר.</translation>
    </message>
    <message>
        <source>Your work does not get through to the server at the moment. It is safe on this machine, and Recrutr goes on trying. If the network stays dead, you can save everything to one encrypted file and hand it over another way: on a stick, or by mail to the person who invited you. Only {organisation} can open it.</source>
        <translation>העבודה שלך אינה מגיעה כרגע לשרת. היא בטוחה במחשב הזה, ו-Recrutr ממשיך לנסות. אם הרשת נשארת מנותקת, אפשר לשמור הכול בקובץ מוצפן אחד ולמסור אותו בדרך אחרת: בהתקן USB, או בדוא״ל למי ששלח לך את ההזמנה. רק הארגון {organisation} יכול לפתוח אותו.</translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation>נשמר בשם {name} בתיקייה &quot;{folder}&quot;.</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>נשמר בשם {name}.</translation>
    </message>
    <message>
        <source>Give this file to {organisation}; they import it on the page of your attempt. Keep Recrutr and your work here all the same: what arrives by both ways counts once.</source>
        <translation>יש למסור את הקובץ הזה לידי {organisation}; שם ייבאו אותו בעמוד של המבחן שלך. בכל זאת יש להשאיר כאן את Recrutr ואת העבודה שלך: מה שמגיע בשתי הדרכים נספר פעם אחת.</translation>
    </message>
    <message numerus="yes">
        <source>{n} parts of recordings could not be read on this machine and are not in the file.</source>
        <extracomment>For one: {n} part of a recording could not be read on this machine and is not in the file.</extracomment>
        <translation><numerusform>חלק אחד של ההקלטות לא ניתן היה לקריאה במחשב הזה ואינו בקובץ.</numerusform><numerusform>{n} חלקים של ההקלטות לא ניתנו לקריאה במחשב הזה ואינם בקובץ.</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.screens.finish</name>
    <message>
        <source>Close Recrutr</source>
        <translation>סגירת Recrutr</translation>
    </message>
    <message>
        <source>Another assessment…</source>
        <translation>מבחן אחר…</translation>
    </message>
    <message>
        <source>Enter another code, or open what is on this computer</source>
        <translation>הזנת קוד אחר, או פתיחת מה ששמור במחשב הזה</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>הוגש</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>העלאה</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>קבלה</translation>
    </message>
    <message>
        <source>Save receipt…</source>
        <translation>שמירת הקבלה…</translation>
    </message>
    <message>
        <source>Open your page</source>
        <translation>פתיחת העמוד שלך</translation>
    </message>
    <message>
        <source>Your attempt…</source>
        <translation>המבחן שלך…</translation>
    </message>
    <message>
        <source>Your work over time, what is held, who looked, and your requests</source>
        <translation>העבודה שלך לאורך הזמן, מה שמור, מי צפה, והבקשות שלך</translation>
    </message>
    <message>
        <source>Ask for deletion…</source>
        <translation>בקשת מחיקה…</translation>
    </message>
    <message>
        <source>Erasure receipt</source>
        <translation>קבלה על מחיקה</translation>
    </message>
    <message>
        <source>Your receipt</source>
        <translation>הקבלה שלך</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>מבקשים…</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>שמירת הקבלה</translation>
    </message>
    <message>
        <source>Ask for deletion of this attempt?</source>
        <translation>לבקש את מחיקת נתוני המבחן שלך?</translation>
    </message>
    <message>
        <source>Your code, recordings and results at {organisation} will be deleted after a check whether a law obliges them to keep something. This cannot be undone, and you may drop out of the application.
You get a signed receipt. What Recrutr keeps on this machine is wiped as well.</source>
        <translation>הקוד, ההקלטות והתוצאות שלך השמורים אצל {organisation} יימחקו לאחר בדיקה אם חוק כלשהו מחייב לשמור משהו. לא ניתן לבטל זאת, וייתכן שהמועמדות שלך לא תימשך.
תינתן לך קבלה חתומה. גם מה ש-Recrutr שומר במחשב הזה יימחק.</translation>
    </message>
    <message>
        <source>Ask for deletion</source>
        <translation>בקשת מחיקה</translation>
    </message>
    <message>
        <source>Anything you want to add (optional)</source>
        <translation>כל דבר שרצוי להוסיף (לא חובה)</translation>
    </message>
    <message>
        <source>Your attempt is deleted</source>
        <translation>המבחן שלך נמחק</translation>
    </message>
    <message>
        <source>This attempt continues on another computer</source>
        <translation>המבחן הזה ממשיך במחשב אחר</translation>
    </message>
    <message>
        <source>You have withdrawn</source>
        <translation>פרשת מהמבחן</translation>
    </message>
    <message>
        <source>Done. Thank you, {candidate_name}</source>
        <translation>המבחן הסתיים. תודה, {candidate_name}</translation>
    </message>
    <message>
        <source>The receipt below proves it. It holds no personal data; keep it if you like.</source>
        <translation>הקבלה שלמטה מוכיחה זאת. אין בה נתונים אישיים; אפשר לשמור אותה.</translation>
    </message>
    <message>
        <source>Recording has stopped here, and nothing more can be written here. What this computer still holds is sent as its own record; it is not mixed into the work on the other one.</source>
        <translation>ההקלטה כאן נעצרה, ולא ניתן לכתוב כאן דבר נוסף. מה שעדיין נמצא במחשב הזה נשלח כרישום נפרד; הוא אינו מעורבב בעבודה שבמחשב האחר.</translation>
    </message>
    <message>
        <source>Recording has stopped. {organisation} sees that you withdrew from “{assessment_title}”.</source>
        <translation>ההקלטה נעצרה. הפרישה שלך מהמבחן &quot;{assessment_title}&quot; גלויה לארגון {organisation}.</translation>
    </message>
    <message>
        <source>Recording has stopped. People at {organisation} read your report; no machine decides alone.</source>
        <translation>ההקלטה נעצרה. הדוח שלך נקרא על ידי אנשים מטעם {organisation}; שום מכונה אינה מחליטה לבדה.</translation>
    </message>
    <message>
        <source>You can close this window: Recrutr goes on sending in the background, and ends when all has arrived.</source>
        <translation>אפשר לסגור את החלון הזה: Recrutr ממשיך לשלוח ברקע, ונסגר כשהכול מגיע.</translation>
    </message>
    <message>
        <source>You can close Recrutr. What was not taken is kept here and offered again when you open it.</source>
        <translation>אפשר לסגור את Recrutr. מה שלא התקבל נשמר כאן ויוצע שוב בפתיחה הבאה.</translation>
    </message>
    <message>
        <source>Everything is done. You can close Recrutr.</source>
        <translation>הכול הושלם. אפשר לסגור את Recrutr.</translation>
    </message>
    <message>
        <source>Everything else has arrived.</source>
        <translation>כל השאר הגיע.</translation>
    </message>
    <message>
        <source>Everything has arrived.</source>
        <translation>הכול הגיע.</translation>
    </message>
    <message numerus="yes">
        <source>{n} journal entries</source>
        <extracomment>For one: {n} journal entry</extracomment>
        <translation><numerusform>רשומה אחת ביומן</numerusform><numerusform>{n} רשומות ביומן</numerusform></translation>
    </message>
    <message>
        <source>{size} of recordings</source>
        <translation>הקלטות בנפח {size}</translation>
    </message>
    <message>
        <source>{one} and {two}</source>
        <translation>{one} וגם {two}</translation>
    </message>
    <message>
        <source>No connection. Still to send: {listed}. It is safe on this machine and goes on by itself.</source>
        <translation>אין חיבור. נותר לשלוח: {listed}. הכול בטוח במחשב הזה והשליחה תימשך מעצמה.</translation>
    </message>
    <message>
        <source>Still to send: {listed}. That takes about {about}.</source>
        <translation>נותר לשלוח: {listed}. זה אורך בערך {about}.</translation>
    </message>
    <message>
        <source>Still to send: {listed}.</source>
        <translation>נותר לשלוח: {listed}.</translation>
    </message>
    <message>
        <source>You get your receipt on the computer on which you finish.</source>
        <translation>הקבלה תינתן לך במחשב שבו יסתיים המבחן.</translation>
    </message>
    <message>
        <source>Signed by the server.</source>
        <translation>נחתמה על ידי השרת.</translation>
    </message>
    <message>
        <source>The receipt is made as soon as everything is in order.</source>
        <translation>הקבלה תופק ברגע שהכול יהיה תקין.</translation>
    </message>
    <message>
        <source>Signed by this machine. The server adds its signature once it has received your work.</source>
        <translation>נחתמה על ידי המחשב הזה. השרת יוסיף את חתימתו לאחר שהעבודה שלך תתקבל.</translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received late.</source>
        <translation>נחתמה על ידי המחשב הזה ועל ידי השרת: התקבל באיחור.</translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received, the time is unproven.</source>
        <translation>נחתמה על ידי המחשב הזה ועל ידי השרת: התקבל, הזמן לא הוכח.</translation>
    </message>
    <message>
        <source>Signed by this machine and by the server: received on time.</source>
        <translation>נחתמה על ידי המחשב הזה ועל ידי השרת: התקבל בזמן.</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>נשמר בשם {name}.</translation>
    </message>
    <message>
        <source>Saved as {name} in the folder “{folder}”.</source>
        <translation>נשמר בשם {name} בתיקייה &quot;{folder}&quot;.</translation>
    </message>
    <message>
        <source>It is done by {when} at the latest.</source>
        <translation>המחיקה תושלם עד {when} לכל המאוחר.</translation>
    </message>
    <message>
        <source>Deletion asked for</source>
        <translation>המחיקה התבקשה</translation>
    </message>
    <message>
        <source>Your wish has arrived.</source>
        <translation>בקשתך התקבלה.</translation>
    </message>
    <message>
        <source>Deletion is on hold</source>
        <translation>המחיקה מושהית</translation>
    </message>
    <message>
        <source>The organisation must keep something for now.</source>
        <translation>הארגון חייב לשמור משהו בינתיים.</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>נמחק</translation>
    </message>
    <message>
        <source>Nothing of this attempt is left, here or on the server.</source>
        <translation>לא נותר דבר מהמבחן הזה, כאן או בשרת.</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>הנתונים שלך</translation>
    </message>
    <message>
        <source>You can ask for deletion at any time, now or later on your page.</source>
        <translation>אפשר לבקש מחיקה בכל עת, עכשיו או מאוחר יותר בעמוד שלך.</translation>
    </message>
</context>
<context>
    <name>ui.screens.identity</name>
    <message>
        <source>The organisation asks to see that it is you. A person compares the two pictures by eye; no program does. They are encrypted on this computer when you start, and deleted after the decision.</source>
        <translation>הארגון מבקש לוודא את זהותך. אדם משווה בין שתי התמונות במבט עין; שום תוכנה אינה עושה זאת. התמונות מוצפנות במחשב הזה בעת ההתחלה, ונמחקות לאחר ההחלטה.</translation>
    </message>
    <message>
        <source>Any document with your picture. Cover what nobody needs to see, such as its number.</source>
        <translation>כל מסמך שבו התמונה שלך. כדאי לכסות מה שאיש אינו צריך לראות, כגון המספר שלו.</translation>
    </message>
    <message>
        <source>You may go on without: nothing is decided by that, but a person may ask you later.</source>
        <translation>אפשר להמשיך גם ללא תמונות: דבר אינו נקבע בשל כך, אבל ייתכן שאדם ישאל אותך מאוחר יותר.</translation>
    </message>
    <message>
        <source>{title}: no picture yet</source>
        <translation>{title}: עדיין אין תמונה</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>עדיין אין תמונה</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>צילום התמונה</translation>
    </message>
    <message>
        <source>{title}: taken</source>
        <translation>{title}: יש תמונה</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>צילום מחדש</translation>
    </message>
    <message>
        <source>{title}: take it again</source>
        <translation>{title}: צילום מחדש</translation>
    </message>
    <message>
        <source>{title}: take the picture</source>
        <translation>{title}: צילום התמונה</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>מה שהמצלמה רואה</translation>
    </message>
    <message>
        <source>No picture from the camera</source>
        <translation>אין תמונה מהמצלמה</translation>
    </message>
    <message>
        <source>You</source>
        <translation>פניך</translation>
    </message>
    <message>
        <source>As you sit there; nothing more is needed.</source>
        <translation>בישיבה רגילה מול המחשב; לא נדרש דבר נוסף.</translation>
    </message>
    <message>
        <source>Your document</source>
        <translation>המסמך שלך</translation>
    </message>
    <message>
        <source>Show who you are</source>
        <translation>הזדהות</translation>
    </message>
    <message>
        <source>Back to the check</source>
        <translation>חזרה לבדיקה</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>התחלה</translation>
    </message>
    <message>
        <source>Start without pictures</source>
        <translation>התחלה ללא תמונות</translation>
    </message>
    <message>
        <source>Start with one picture</source>
        <translation>התחלה עם תמונה אחת</translation>
    </message>
    <message>
        <source>Start with these pictures</source>
        <translation>התחלה עם התמונות האלה</translation>
    </message>
    <message>
        <source>Only shown to you. What you take stays in memory until you start.</source>
        <translation>מוצג רק לך. מה שמצולם נשאר בזיכרון עד ההתחלה.</translation>
    </message>
</context>
<context>
    <name>ui.screens.join</name>
    <message>
        <source>Join your assessment</source>
        <translation>הצטרפות למבחן שלך</translation>
    </message>
    <message>
        <source>Enter the code from your invitation, or paste its link. A code to continue an attempt on this machine goes here too. Nothing is recorded yet.</source>
        <translation>יש להזין את הקוד מההזמנה, או להדביק את הקישור שבה. גם קוד להמשך מבחן במחשב הזה מוזן כאן. דבר אינו מוקלט עדיין.</translation>
    </message>
    <message>
        <source>Invitation code or link</source>
        <translation>קוד הזמנה או קישור</translation>
    </message>
    <message>
        <source>Invitation code</source>
        <translation>קוד הזמנה</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>המשך</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>כתובת השרת</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>הכתובת של השרת</translation>
    </message>
    <message>
        <source>Only change this when your invitation says so.</source>
        <translation>יש לשנות זאת רק אם ההזמנה מורה על כך.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>שפה</translation>
    </message>
</context>
<context>
    <name>ui.screens.notice</name>
    <message>
        <source>What</source>
        <translation>מה</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>מדוע</translation>
    </message>
    <message>
        <source>On which basis</source>
        <translation>על איזה בסיס</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>נשמר למשך</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>מי רואה</translation>
    </message>
    <message>
        <source>What is recorded, and why</source>
        <translation>מה מוקלט, ומדוע</translation>
    </message>
    <message>
        <source>I have &amp;read this</source>
        <translation>&amp;קראתי את זה</translation>
    </message>
    <message>
        <source>I do not agree…</source>
        <translation>אינני מסכים/ה…</translation>
    </message>
    <message>
        <source>Agree and go on</source>
        <translation>הסכמה והמשך</translation>
    </message>
    <message>
        <source>Please read to the end, or tick that you have read it.</source>
        <translation>נא לקרוא עד הסוף, או לסמן שהדברים נקראו.</translation>
    </message>
    <message>
        <source>Leave without agreeing?</source>
        <translation>לצאת ללא הסכמה?</translation>
    </message>
    <message>
        <source>{organisation} may offer you another way: {contact}.</source>
        <translation>ייתכן שאפשר לקבל דרך אחרת מטעם {organisation}: {contact}.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>יציאה</translation>
    </message>
    <message>
        <source>Back to the notice</source>
        <translation>חזרה להודעת הפרטיות</translation>
    </message>
    <message>
        <source>Nothing has been recorded on this machine, and nothing will be. Your attempt stays as it is, and its time goes on.</source>
        <translation>לא הוקלט דבר במחשב הזה, ולא יוקלט. המבחן שלך נשאר כפי שהוא, והזמן שלו ממשיך לרוץ.</translation>
    </message>
    <message>
        <source>Nothing has been recorded, and nothing will be. Your attempt does not begin.
Your invitation stays open, so you can come back.</source>
        <translation>לא הוקלט דבר, ולא יוקלט. המבחן שלך אינו מתחיל.
ההזמנה שלך נשארת פתוחה, ואפשר לחזור.</translation>
    </message>
    <message>
        <source>Nothing has been recorded, and nothing will be. Your attempt does not begin.
Your invitation stays open until {when}, so you can come back.</source>
        <translation>לא הוקלט דבר, ולא יוקלט. המבחן שלך אינו מתחיל.
ההזמנה שלך נשארת פתוחה עד {when}, ואפשר לחזור.</translation>
    </message>
    <message>
        <source>Hello {candidate_name}. Your attempt at “{assessment_title}” continues on this machine. Please read this here as well: nothing is recorded on this machine before you agree.</source>
        <translation>שלום {candidate_name}. המבחן שלך, &quot;{assessment_title}&quot;, ממשיך במחשב הזה. נא לקרוא גם כאן: דבר אינו מוקלט במחשב הזה לפני הסכמתך.</translation>
    </message>
    <message>
        <source>{count}, {duration}</source>
        <translation>{count}, {duration}</translation>
    </message>
    <message numerus="yes">
        <source>{n} problems</source>
        <extracomment>For one: {n} problem</extracomment>
        <translation><numerusform>שאלה אחת</numerusform><numerusform>{n} שאלות</numerusform></translation>
    </message>
    <message>
        <source>{what}, in {languages}</source>
        <translation>{what}, בשפות {languages}‎</translation>
    </message>
    <message>
        <source>Hello {name}. {organisation} invites you to “{title}”: {what}.</source>
        <translation>שלום {name}. קיבלת הזמנה מטעם {organisation} למבחן &quot;{title}&quot;: {what}.</translation>
    </message>
    <message>
        <source>Please read this first. Nothing is recorded before you agree.</source>
        <translation>נא לקרוא זאת תחילה. דבר אינו מוקלט לפני הסכמתך.</translation>
    </message>
    <message>
        <source>{organisation} gives this reason: {level_reason}</source>
        <translation>הנימוק מטעם {organisation}: {level_reason}</translation>
    </message>
    <message>
        <source>{column}: {text}</source>
        <translation>{column}: {text}</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>הזכויות שלך</translation>
    </message>
    <message>
        <source>Responsible: {organisation}, {controller_contact}</source>
        <translation>באחריות: {organisation}, {controller_contact}</translation>
    </message>
</context>
<context>
    <name>ui.statement</name>
    <message>
        <source>Problem statement</source>
        <translation>נוסח השאלה</translation>
    </message>
    <message>
        <source>{seconds:g} seconds</source>
        <translation>{seconds:g} שניות</translation>
    </message>
    <message>
        <source>{time} per test</source>
        <translation>{time} לכל בדיקה</translation>
    </message>
    <message>
        <source>{mib} MiB of memory</source>
        <translation>זיכרון של {mib} MiB</translation>
    </message>
    <message numerus="yes">
        <source>up to {n} points</source>
        <extracomment>For one: up to {n} point</extracomment>
        <translation><numerusform>עד נקודה אחת</numerusform><numerusform>עד {n} נקודות</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.widgets.check_report</name>
    <message>
        <source>This is all of it: what was found on this computer, without your name, your code or anything you wrote. Names of devices stand in it as they stand on the page.</source>
        <translation>זה כל מה שיש בו: מה שנמצא במחשב הזה, ללא שמך, ללא הקוד שלך וללא דבר שכתבת. שמות ההתקנים מופיעים בו כפי שהם מופיעים בעמוד.</translation>
    </message>
    <message>
        <source>Report on this computer</source>
        <translation>דוח על המחשב הזה</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>הדוח</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>שליחה</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>שמירה…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Sent to {organisation}.</source>
        <translation>נשלח אל {organisation}.</translation>
    </message>
    <message>
        <source>Saved as {saved_as}.</source>
        <translation>נשמר בשם {saved_as}.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>שולחים…</translation>
    </message>
    <message>
        <source>Send to {organisation}</source>
        <translation>שליחה אל {organisation}</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>שמירת הדוח</translation>
    </message>
</context>
<context>
    <name>ui.widgets.dialogs</name>
    <message>
        <source>Go back</source>
        <translation>חזרה</translation>
    </message>
</context>
<context>
    <name>ui.widgets.earlier</name>
    <message>
        <source>On this computer</source>
        <translation>במחשב הזה</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>פתיחה</translation>
    </message>
    <message>
        <source>Open {title}</source>
        <translation>פתיחת {title}</translation>
    </message>
</context>
<context>
    <name>ui.widgets.mistakes</name>
    <message>
        <source>No mistakes found. Only a run or the server can tell whether a program works.</source>
        <translation>לא נמצאו טעויות. רק הרצה או השרת יכולים לקבוע אם תוכנית פועלת.</translation>
    </message>
    <message>
        <source>Mistakes in the syntax</source>
        <translation>טעויות תחביר</translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation>שורה {line}: {text}</translation>
    </message>
    <message>
        <source>Go to line {line} (F2: next mistake)</source>
        <translation>מעבר לשורה {line} (F2: הטעות הבאה)</translation>
    </message>
</context>
<context>
    <name>ui.widgets.own_replay</name>
    <message>
        <source>Your text at this moment</source>
        <translation>הטקסט שלך ברגע הזה</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>הפעלה</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>רגע</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>מסמך</translation>
    </message>
    <message>
        <source>Change {step} of {steps}</source>
        <translation>שינוי {step} מתוך {steps}</translation>
    </message>
    <message>
        <source>Change {step} of {steps}, {when}</source>
        <translation>שינוי {step} מתוך {steps}, {when}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>עצירה</translation>
    </message>
</context>
<context>
    <name>ui.widgets.page</name>
    <message>
        <source>Join</source>
        <translation>הצטרפות</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>הודעת פרטיות</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>בדיקה</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>עבודה</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>סיום</translation>
    </message>
    <message>
        <source>Step {number} of {steps}: {title}</source>
        <translation>שלב {number} מתוך {steps}: {title}</translation>
    </message>
</context>
<context>
    <name>ui.widgets.practice</name>
    <message>
        <source>Try the editor with a small problem first. It works offline, and nothing is saved, sent or recorded.</source>
        <translation>אפשר להתנסות תחילה בעורך עם שאלה קטנה. זה פועל ללא רשת, ודבר אינו נשמר, נשלח או מוקלט.</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>תרגול</translation>
    </message>
</context>
<context>
    <name>ui.widgets.preferences</name>
    <message>
        <source>As the system has it</source>
        <translation>לפי המערכת</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>בהיר</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>כהה</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>ניגודיות גבוהה</translation>
    </message>
    <message numerus="yes">
        <source>{n} pixels</source>
        <extracomment>For one: {n} pixel</extracomment>
        <translation><numerusform>פיקסל אחד</numerusform><numerusform>{n} פיקסלים</numerusform></translation>
    </message>
    <message>
        <source>As is usual in the language</source>
        <translation>כמקובל בשפה</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>רווחים</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>טאבים</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>ברירת מחדל</translation>
    </message>
    <message>
        <source>Ctrl+F finds, Ctrl+H replaces, Ctrl+D selects the next place of the same word as well, Ctrl+Space offers words, F2 goes to the next mistake.</source>
        <translation>הקיצור Ctrl+F מחפש, Ctrl+H מחליף, Ctrl+D בוחר גם את המופע הבא של אותה מילה, Ctrl+Space מציע מילים, F2 עובר לטעות הבאה.</translation>
    </message>
    <message>
        <source>Normal, insert, visual and visual-line mode with counts, motions, operators, text objects and one register. There are no : commands, macros, marks or repeating by a dot.</source>
        <translation>המצבים רגיל, הוספה, חזותי ושורה חזותית, עם מונים, תנועות, אופרטורים, אובייקטי טקסט ואוגר אחד. אין פקודות &quot;:&quot;, פקודות מאקרו, סימניות או חזרה בנקודה.</translation>
    </message>
    <message>
        <source>Moving, the mark, killing and yanking, undo and search by Ctrl and Alt; Ctrl+X u, h and Ctrl+X. There are no registers, macros or M-x.</source>
        <translation>תנועה, הסימון, גזירה והדבקה (kill, yank), ביטול וחיפוש בעזרת Ctrl ו-Alt, וכן Ctrl+X ואחריו u, h או Ctrl+X. אין אוגרים, פקודות מאקרו או M-x.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>הגדרות</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>צבעים</translation>
    </message>
    <message>
        <source>The colours are set by your organisation.</source>
        <translation>הצבעים נקבעו על ידי הארגון שלך.</translation>
    </message>
    <message>
        <source>Size of the code's letters</source>
        <translation>גודל האותיות בקוד</translation>
    </message>
    <message>
        <source>Width of an indent</source>
        <translation>רוחב ההזחה</translation>
    </message>
    <message>
        <source>Indent with</source>
        <translation>הזחה באמצעות</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>מקשים</translation>
    </message>
    <message>
        <source>Offer words while typing</source>
        <translation>הצעת מילים בזמן ההקלדה</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>איפוס</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>The language changes when Recrutr is opened the next time.</source>
        <translation>השפה תתחלף בפתיחה הבאה של Recrutr.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>שפה</translation>
    </message>
</context>
<context>
    <name>ui.widgets.preview</name>
    <message>
        <source>Microphone level</source>
        <translation>עוצמת המיקרופון</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>אין מיקרופון</translation>
    </message>
    <message>
        <source>{value} percent</source>
        <translation>{value} אחוזים</translation>
    </message>
</context>
<context>
    <name>ui.widgets.trial</name>
    <message>
        <source>Ten seconds, as the real recording makes them, played back to you. Nothing of it is written to the disk or sent; it is gone when you delete it or go on.</source>
        <translation>עשר שניות, כפי שנעשות בהקלטה האמיתית, מושמעות לך חזרה. דבר מזה אינו נכתב לדיסק או נשלח; הכול נעלם במחיקה או בהמשך הלאה.</translation>
    </message>
    <message>
        <source>Try a recording</source>
        <translation>הקלטת ניסיון</translation>
    </message>
    <message>
        <source>Trial recording</source>
        <translation>הקלטת ניסיון</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>הקלטה</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>הקלטה של עשר שניות</translation>
    </message>
    <message>
        <source>Record ten seconds again</source>
        <translation>הקלטה נוספת של עשר שניות</translation>
    </message>
    <message>
        <source>What the camera recorded</source>
        <translation>מה שהמצלמה הקליטה</translation>
    </message>
    <message>
        <source>No picture was recorded</source>
        <translation>לא הוקלטה תמונה</translation>
    </message>
    <message>
        <source>What was recorded of the screen</source>
        <translation>מה שהוקלט מהמסך</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>הפעלה</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>מחיקה</translation>
    </message>
    <message>
        <source>Play the trial recording again</source>
        <translation>הפעלה חוזרת של הקלטת הניסיון</translation>
    </message>
    <message>
        <source>Delete the trial recording</source>
        <translation>מחיקת הקלטת הניסיון</translation>
    </message>
    <message>
        <source>Recording for you alone: {seconds} s left. Say a few words.</source>
        <translation>הקלטה בשבילך בלבד: עוד {seconds} שנ׳. אפשר לומר כמה מילים.</translation>
    </message>
    <message>
        <source>Opening what was recorded…</source>
        <translation>פותחים את מה שהוקלט…</translation>
    </message>
    <message>
        <source>This was recorded: {at_s:.0f} of {length_s:.0f} s</source>
        <translation>זה מה שהוקלט: {at_s:.0f} מתוך {length_s:.0f} שנ׳</translation>
    </message>
</context>
<context>
    <name>ui.words</name>
    <message numerus="yes">
        <source>{n} seconds</source>
        <extracomment>For one: {n} second</extracomment>
        <translation><numerusform>שנייה אחת</numerusform><numerusform>{n} שניות</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} hours</source>
        <extracomment>For one: {n} hour</extracomment>
        <translation><numerusform>שעה אחת</numerusform><numerusform>{n} שעות</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} minutes</source>
        <extracomment>For one: {n} minute</extracomment>
        <translation><numerusform>דקה אחת</numerusform><numerusform>{n} דקות</numerusform></translation>
    </message>
    <message>
        <source>{hours} {minutes}</source>
        <translation>{hours} ו-{minutes}</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>עוד {duration}</translation>
    </message>
    <message>
        <source>Time is up</source>
        <translation>הזמן תם</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <extracomment>For one: {n} byte</extracomment>
        <translation><numerusform>בית אחד</numerusform><numerusform>{n} בתים</numerusform></translation>
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
        <translation>d 'ב'MMMM yyyy, HH:mm</translation>
    </message>
</context>
<context>
    <name>ui.work.conversation</name>
    <message>
        <source>You</source>
        <translation>ממך</translation>
    </message>
    <message>
        <source>Interviewer</source>
        <translation>מראיין/ת</translation>
    </message>
    <message>
        <source>To everybody</source>
        <translation>לכולם</translation>
    </message>
    <message>
        <source>Messages with the interviewer (F7)</source>
        <translation>הודעות עם המראיין/ת (F7)</translation>
    </message>
    <message>
        <source>Messages with the interviewer</source>
        <translation>הודעות עם המראיין/ת</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>שליחה</translation>
    </message>
    <message>
        <source>What you wrote waits for the network and is sent by itself.</source>
        <translation>מה שכתבת ממתין לרשת ויישלח מעצמו.</translation>
    </message>
    <message>
        <source>Close messages</source>
        <translation>סגירת ההודעות</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>סגירה (Escape)</translation>
    </message>
    <message>
        <source>Nothing was written yet. Ask when something is unclear; a person answers.</source>
        <translation>עדיין לא נכתב דבר. אפשר לשאול כשמשהו אינו ברור; אדם עונה.</translation>
    </message>
    <message numerus="yes">
        <source>{n} new</source>
        <extracomment>For one: {n} new</extracomment>
        <translation><numerusform>אחת חדשה</numerusform><numerusform>{n} חדשות</numerusform></translation>
    </message>
    <message>
        <source>Lower hand</source>
        <translation>הורדת היד</translation>
    </message>
    <message>
        <source>Raise hand</source>
        <translation>הרמת יד</translation>
    </message>
    <message>
        <source>Lower your hand</source>
        <translation>הורדת היד שלך</translation>
    </message>
    <message>
        <source>Raise your hand: the interviewer sees it</source>
        <translation>הרמת יד: המראיין/ת רואה זאת</translation>
    </message>
    <message>
        <source>Interviewer ({new})</source>
        <translation>מראיין/ת ({new})</translation>
    </message>
    <message>
        <source>{name}, {new}</source>
        <translation>{name}, {new}</translation>
    </message>
    <message>
        <source>Message to the interviewer</source>
        <translation>הודעה אל המראיין/ת</translation>
    </message>
    <message>
        <source>Write to the interviewer; Return sends</source>
        <translation>כתיבה אל המראיין/ת; המקש Return שולח</translation>
    </message>
    <message>
        <source>The interviewer writes</source>
        <translation>המראיין/ת כותב/ת</translation>
    </message>
    <message>
        <source>{who}: {words}</source>
        <translation>{who}: {words}</translation>
    </message>
    <message>
        <source>{who} ({count} new): {words}</source>
        <translation>{who} ({count} חדשות): {words}</translation>
    </message>
    <message>
        <source>F7 opens the messages.</source>
        <translation>המקש F7 פותח את ההודעות.</translation>
    </message>
    <message>
        <source>{name} ({role}), since {hour}</source>
        <translation>{name} ({role}), מאז {hour}</translation>
    </message>
    <message>
        <source>Looking at small live pictures of your camera and screen now: {who}.</source>
        <translation>צופים עכשיו בתמונות חיות קטנות של המצלמה והמסך שלך: {who}.</translation>
    </message>
</context>
<context>
    <name>ui.work.docs</name>
    <message>
        <source>Documentation</source>
        <translation>תיעוד</translation>
    </message>
    <message>
        <source>Find a page by a part of its name</source>
        <translation>חיפוש דף לפי חלק משמו</translation>
    </message>
    <message>
        <source>Find a page, such as itertools</source>
        <translation>חיפוש דף, למשל itertools</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>אחורה</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Documentation: {language}</source>
        <translation>תיעוד: {language}‎</translation>
    </message>
    <message>
        <source>Looking for it…</source>
        <translation>מחפשים…</translation>
    </message>
</context>
<context>
    <name>ui.work.messages</name>
    <message>
        <source>Messages of compiler and interpreter</source>
        <translation>הודעות המהדר והמפרש</translation>
    </message>
    <message>
        <source>All that the compiler said:</source>
        <translation>כל מה שמסר המהדר:</translation>
    </message>
    <message>
        <source>No messages.</source>
        <translation>אין הודעות.</translation>
    </message>
    <message>
        <source>Go to line {line} (F8: next message)</source>
        <translation>מעבר לשורה {line} (F8: ההודעה הבאה)</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>אזהרה</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>שגיאה</translation>
    </message>
    <message>
        <source>{kind}: {text}</source>
        <translation>{kind}: {text}</translation>
    </message>
    <message>
        <source>{kind} in line {line}: {text}</source>
        <translation>{kind} בשורה {line}: {text}</translation>
    </message>
    <message>
        <source>{kind} in {file} in line {line}: {text}</source>
        <translation>{kind} בקובץ {file} בשורה {line}: {text}</translation>
    </message>
</context>
<context>
    <name>ui.work.navigator</name>
    <message>
        <source>Not begun</source>
        <translation>לא הותחלה</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>בעבודה</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>הוגשה</translation>
    </message>
    <message>
        <source>Changed since submitted</source>
        <translation>השתנתה מאז ההגשה</translation>
    </message>
    <message>
        <source>Language of the statement</source>
        <translation>שפת נוסח השאלה</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>מסומנת בדגל</translation>
    </message>
    <message>
        <source>with notes</source>
        <translation>עם הערות</translation>
    </message>
    <message>
        <source>Problem {label}: {title}, {standing}</source>
        <translation>שאלה {label}: {title}, {standing}</translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation>תצוגה מקדימה של המצלמה</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>אין מצלמה</translation>
    </message>
    <message>
        <source>Screen preview</source>
        <translation>תצוגה מקדימה של המסך</translation>
    </message>
    <message>
        <source>No screen</source>
        <translation>אין מסך</translation>
    </message>
    <message>
        <source>What is being recorded</source>
        <translation>מה מוקלט עכשיו</translation>
    </message>
</context>
<context>
    <name>ui.work.own_cases</name>
    <message>
        <source>There is room for {most} cases of your own. Remove one to add another.</source>
        <translation>יש מקום ל-{most} מקרי בדיקה משלך. יש להסיר אחד כדי להוסיף אחר.</translation>
    </message>
    <message>
        <source>A case holds up to {most:,} characters; this input has more and is not kept.</source>
        <translation>מקרה בדיקה מכיל עד {most:,} תווים; בקלט הזה יש יותר, והוא אינו נשמר.</translation>
    </message>
    <message>
        <source>A case holds up to {most:,} characters. This one is kept as it was before.</source>
        <translation>מקרה בדיקה מכיל עד {most:,} תווים. המקרה הזה נשמר כפי שהיה קודם.</translation>
    </message>
</context>
<context>
    <name>ui.work.own_input</name>
    <message>
        <source>Your program's output appears here. There is no expected answer to compare it with.</source>
        <translation>כאן יופיע הפלט של התוכנית שלך. אין תשובה צפויה להשוות אליה.</translation>
    </message>
    <message>
        <source>Output for your own input</source>
        <translation>הפלט עבור הקלט שלך</translation>
    </message>
    <message>
        <source>Your own input</source>
        <translation>קלט משלך</translation>
    </message>
    <message>
        <source>Type the input for your program here.</source>
        <translation>כאן מקלידים את הקלט לתוכנית.</translation>
    </message>
    <message>
        <source>Type while it runs</source>
        <translation>הקלדה בזמן הריצה</translation>
    </message>
    <message>
        <source>The input stays open after the text on the left; type line by line, as in a terminal</source>
        <translation>הקלט נשאר פתוח לאחר הטקסט שבצד; מקלידים שורה אחר שורה, כמו במסוף</translation>
    </message>
    <message>
        <source>Run on this input</source>
        <translation>הרצה על הקלט הזה</translation>
    </message>
    <message>
        <source>Keep as case</source>
        <translation>שמירה כמקרה בדיקה</translation>
    </message>
    <message>
        <source>Type to the running program; Enter sends the line</source>
        <translation>הקלדה לתוכנית הרצה; Enter שולח את השורה</translation>
    </message>
    <message>
        <source>Type to the program; Enter sends the line</source>
        <translation>הקלדה לתוכנית; Enter שולח את השורה</translation>
    </message>
    <message>
        <source>End of input</source>
        <translation>סוף הקלט</translation>
    </message>
    <message>
        <source>No more input comes (Ctrl+D)</source>
        <translation>לא יגיע עוד קלט (Ctrl+D)</translation>
    </message>
</context>
<context>
    <name>ui.work.own_notes</name>
    <message>
        <source>For you alone: it stays on this computer and goes with the attempt. The organisation does not get it.</source>
        <translation>בשבילך בלבד: ההערות נשארות במחשב הזה ונמחקות עם המבחן. הארגון אינו מקבל אותן.</translation>
    </message>
    <message>
        <source>Your screen is recorded: what stands on it can be seen there.</source>
        <translation>המסך שלך מוקלט: מה שמופיע עליו ניתן לראות שם.</translation>
    </message>
    <message>
        <source>Your notes on this problem</source>
        <translation>ההערות שלך לשאלה הזאת</translation>
    </message>
    <message>
        <source>Ideas, what is left to do…</source>
        <translation>רעיונות, מה נותר לעשות…</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>דגל</translation>
    </message>
    <message>
        <source>Mark this problem for yourself, to come back to it</source>
        <translation>סימון השאלה הזאת לעצמך, כדי לחזור אליה</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>הערות</translation>
    </message>
    <message>
        <source>Docs</source>
        <translation>תיעוד</translation>
    </message>
    <message>
        <source>Documentation that is installed on this computer (F10)</source>
        <translation>תיעוד המותקן במחשב הזה (F10)</translation>
    </message>
    <message>
        <source>Documentation beside the code</source>
        <translation>תיעוד לצד הקוד</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>מסומנת</translation>
    </message>
    <message>
        <source>Problem flagged</source>
        <translation>השאלה סומנה בדגל</translation>
    </message>
    <message>
        <source>Flag this problem for yourself</source>
        <translation>סימון השאלה הזאת בדגל לעצמך</translation>
    </message>
    <message>
        <source>Your notes, written</source>
        <translation>ההערות שלך, יש בהן תוכן</translation>
    </message>
    <message>
        <source>Your notes</source>
        <translation>ההערות שלך</translation>
    </message>
</context>
<context>
    <name>ui.work.pausing</name>
    <message>
        <source>The time goes on, and what you type is still kept as your work.</source>
        <translation>הזמן ממשיך לרוץ, ומה שמוקלד עדיין נשמר כעבודה שלך.</translation>
    </message>
    <message>
        <source>Bathroom</source>
        <translation>שירותים</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>משפחה</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>בריאות</translation>
    </message>
    <message>
        <source>Prayer</source>
        <translation>תפילה</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>סיבה אחרת</translation>
    </message>
    <message>
        <source>Pause what is recorded?</source>
        <translation>להשהות את ההקלטה?</translation>
    </message>
    <message>
        <source>All streams and everything that is watched for stop at once, until you press “Go on recording”.</source>
        <translation>כל הערוצים וכל מה שבמעקב נעצרים מיד, עד ללחיצה על &quot;המשך הקלטה&quot;.</translation>
    </message>
    <message>
        <source>The report shows the pause as a gap, with your reason. It is nothing against you.</source>
        <translation>הדוח מציג את ההשהיה כפער, עם הסיבה שציינת. אין היא נזקפת לחובתך.</translation>
    </message>
    <message>
        <source>In your own words, if you like</source>
        <translation>במילים שלך, לא חובה</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>ללא השהיה</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>השהיה</translation>
    </message>
    <message>
        <source>Choose a reason first.</source>
        <translation>יש לבחור סיבה תחילה.</translation>
    </message>
</context>
<context>
    <name>ui.work.questions</name>
    <message>
        <source>This is practice: nothing is sent. In an assessment it is like this:</source>
        <translation>זהו תרגול: דבר אינו נשלח. במבחן זה נראה כך:</translation>
    </message>
    <message>
        <source>End the practice?</source>
        <translation>לסיים את התרגול?</translation>
    </message>
    <message>
        <source>What you wrote here is deleted. Your settings stay as you chose them. You can practise again at any time.</source>
        <translation>מה שכתבת כאן יימחק. ההגדרות שלך נשארות כפי שבחרת. אפשר לתרגל שוב בכל עת.</translation>
    </message>
    <message>
        <source>End the practice</source>
        <translation>סיום התרגול</translation>
    </message>
    <message>
        <source>Keep practising</source>
        <translation>המשך התרגול</translation>
    </message>
    <message>
        <source>Withdraw from this assessment?</source>
        <translation>לפרוש מהמבחן הזה?</translation>
    </message>
    <message>
        <source>The attempt ends now and cannot be taken up again. Recording stops at once. The organisation sees that you withdrew, and what was sent until now.
You can ask for deletion on the next screen.</source>
        <translation>המבחן מסתיים עכשיו ולא ניתן לחזור אליו. ההקלטה נעצרת מיד. הארגון רואה שפרשת, ומה שנשלח עד עכשיו.
אפשר לבקש מחיקה במסך הבא.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>פרישה</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>המשך העבודה</translation>
    </message>
    <message>
        <source>Reason (optional, the organisation sees it)</source>
        <translation>סיבה (לא חובה, גלויה לארגון)</translation>
    </message>
    <message>
        <source>Submit {label} {title}?</source>
        <translation>להגיש את {label} {title}?</translation>
    </message>
    <message>
        <source>Your {language} program is handed in as it is now and judged by the server. You can go on and submit again; every submission is kept.</source>
        <translation>התוכנית שלך בשפה {language}‎ מוגשת כפי שהיא עכשיו ונבדקת על ידי השרת. אפשר להמשיך ולהגיש שוב; כל הגשה נשמרת.</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>הגשה</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>עדיין לא</translation>
    </message>
    <message>
        <source>Finish the attempt?</source>
        <translation>לסיים את המבחן?</translation>
    </message>
    <message>
        <source>After finishing you cannot change anything, and recording stops.</source>
        <translation>לאחר הסיום לא ניתן לשנות דבר, וההקלטה נעצרת.</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>סיום עכשיו</translation>
    </message>
    <message>
        <source>{problem}: not begun.</source>
        <translation>לא הותחלה: {problem}.</translation>
    </message>
    <message>
        <source>{problem}: not submitted.</source>
        <translation>לא הוגשה: {problem}.</translation>
    </message>
    <message>
        <source>{problem}: changed since the last submission.</source>
        <translation>השתנתה מאז ההגשה האחרונה: {problem}.</translation>
    </message>
    <message>
        <source>All problems are submitted as they stand.</source>
        <translation>כל השאלות הוגשו כפי שהן.</translation>
    </message>
</context>
<context>
    <name>ui.work.recorded</name>
    <message>
        <source>What is recorded now</source>
        <translation>מה מוקלט עכשיו</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Close what is recorded now</source>
        <translation>סגירת &quot;מה מוקלט עכשיו&quot;</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>השהיה…</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>המשך הקלטה</translation>
    </message>
    <message>
        <source>No stream is recorded.</source>
        <translation>שום ערוץ אינו מוקלט.</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>שום דבר.</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>עדיין כלום.</translation>
    </message>
    <message>
        <source>Paused: {reason} ({words}).</source>
        <translation>בהשהיה: {reason} ({words}).</translation>
    </message>
    <message>
        <source>Paused: {reason}.</source>
        <translation>בהשהיה: {reason}.</translation>
    </message>
    <message>
        <source>What is recorded now, in full</source>
        <translation>מה מוקלט עכשיו, במלואו</translation>
    </message>
    <message>
        <source>What is watched for</source>
        <translation>מה נמצא במעקב</translation>
    </message>
    <message>
        <source>The last events, in the report's words</source>
        <translation>האירועים האחרונים, בלשון הדוח</translation>
    </message>
    <message>
        <source>Who sees it, and for how long</source>
        <translation>מי רואה זאת, ולכמה זמן</translation>
    </message>
    <message>
        <source>Camera preview</source>
        <translation>תצוגה מקדימה של המצלמה</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>אין תמונה</translation>
    </message>
    <message>
        <source>Screen preview</source>
        <translation>תצוגה מקדימה של המסך</translation>
    </message>
    <message>
        <source>No screen</source>
        <translation>אין מסך</translation>
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
        <translation>מספר {seq} ברישום שלך</translation>
    </message>
</context>
<context>
    <name>ui.work.results</name>
    <message>
        <source>Results</source>
        <translation>תוצאות</translation>
    </message>
    <message>
        <source>&amp;Samples and cases</source>
        <translation>&amp;דוגמאות ומקרים</translation>
    </message>
    <message>
        <source>&amp;Own input</source>
        <translation>&amp;קלט משלך</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;הודעות</translation>
    </message>
    <message>
        <source>S&amp;ubmissions</source>
        <translation>ה&amp;גשות</translation>
    </message>
    <message>
        <source>S&amp;yntax</source>
        <translation>&amp;תחביר</translation>
    </message>
    <message>
        <source>S&amp;yntax ({count})</source>
        <translation>&amp;תחביר ({count})</translation>
    </message>
    <message>
        <source>Your program ran on your own input.</source>
        <translation>התוכנית שלך רצה על הקלט שלך.</translation>
    </message>
    <message>
        <source>{count} of {all} correct.</source>
        <translation>נכונות {count} מתוך {all}.</translation>
    </message>
    <message>
        <source>Submissions</source>
        <translation>הגשות</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>זמן</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>שאלה</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>שפה</translation>
    </message>
    <message>
        <source>State</source>
        <translation>מצב</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>תוצאה</translation>
    </message>
    <message>
        <source>&amp;Messages ({count})</source>
        <translation>&amp;הודעות ({count})</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>עדיין אין תוצאה</translation>
    </message>
    <message>
        <source>S&amp;ubmissions ({count})</source>
        <translation>ה&amp;גשות ({count})</translation>
    </message>
    <message>
        <source>Practice: not sent</source>
        <translation>תרגול: לא נשלחה</translation>
    </message>
    <message>
        <source>In an assessment the server judges it, and the result stands here.</source>
        <translation>במבחן השרת בודק את ההגשה, והתוצאה מופיעה כאן.</translation>
    </message>
    <message>
        <source>Being saved</source>
        <translation>בשמירה</translation>
    </message>
    <message>
        <source>Kept here, sent when online</source>
        <translation>שמורה כאן, תישלח כשיהיה חיבור</translation>
    </message>
    <message>
        <source>Received, waiting</source>
        <translation>התקבלה, בהמתנה</translation>
    </message>
    <message>
        <source>Being judged</source>
        <translation>בבדיקה</translation>
    </message>
    <message numerus="yes">
        <source>{score} of {n} points</source>
        <extracomment>For one: {score} of {n} point</extracomment>
        <translation><numerusform>{score} מתוך נקודה אחת</numerusform><numerusform>{score} מתוך {n} נקודות</numerusform></translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>נבדקה</translation>
    </message>
</context>
<context>
    <name>ui.work.run_words</name>
    <message>
        <source>Press Run to try your program on the samples. The result is feedback and not a score.</source>
        <translation>לחיצה על &quot;הרצה&quot; מריצה את התוכנית על הדוגמאות. התוצאה היא משוב ולא ציון.</translation>
    </message>
    <message>
        <source>line {line:,}</source>
        <translation>שורה {line:,}</translation>
    </message>
    <message>
        <source>{where}: {what}</source>
        <translation>{where}: {what}</translation>
    </message>
    <message>
        <source>Ran to its end</source>
        <translation>רצה עד הסוף</translation>
    </message>
    <message>
        <source>Type an input. With an expected output the two are compared.</source>
        <translation>כאן מקלידים קלט. אם יש פלט צפוי, השניים מושווים.</translation>
    </message>
    <message>
        <source>Press Run to try your program on the samples and your cases.</source>
        <translation>לחיצה על &quot;הרצה&quot; מריצה את התוכנית על הדוגמאות ועל מקרי הבדיקה שלך.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>בריצה</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>נעצרה</translation>
    </message>
    <message>
        <source>Processor time {used} of {most} · memory {memory} of {most_memory:g} MiB · clock time {wall}</source>
        <translation>זמן מעבד {used} מתוך {most} · זיכרון {memory} מתוך {most_memory:g} MiB · זמן שעון {wall}</translation>
    </message>
    <message>
        <source>up to {cpu_percent} % of {time} and {memory_percent} % of {memory_limit_bytes:g} MiB</source>
        <translation>עד {cpu_percent}% מתוך {time} ועד {memory_percent}% מתוך {memory_limit_bytes:g} MiB</translation>
    </message>
    <message>
        <source>Correct on every test.</source>
        <translation>נכון בכל הבדיקות.</translation>
    </message>
    <message>
        <source>The problem itself has a fault; this says nothing about the program.</source>
        <translation>בשאלה עצמה יש תקלה; זה לא אומר דבר על התוכנית.</translation>
    </message>
    <message>
        <source>{count_ms} ms</source>
        <translation>{count_ms} ms</translation>
    </message>
    <message>
        <source>{count_ms:.3g} s</source>
        <translation>{count_ms:.3g} שנ׳</translation>
    </message>
</context>
<context>
    <name>ui.work.samples</name>
    <message>
        <source>A conversation: lines with &lt; come from the judge, lines with &gt; from your program. It cannot be run on this machine.</source>
        <translation>שיחה: שורות עם ‎&lt;‎ באות מהבודק, שורות עם ‎&gt;‎ מהתוכנית שלך. לא ניתן להריץ אותה במחשב הזה.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>בהמתנה</translation>
    </message>
    <message>
        <source>compiling</source>
        <translation>בהידור</translation>
    </message>
    <message>
        <source>running</source>
        <translation>בריצה</translation>
    </message>
    <message>
        <source>Samples and your own cases</source>
        <translation>דוגמאות ומקרי הבדיקה שלך</translation>
    </message>
    <message>
        <source>Add case</source>
        <translation>הוספת מקרה</translation>
    </message>
    <message>
        <source>Keep an input of your own; Run runs it together with the samples</source>
        <translation>שמירת קלט משלך; &quot;הרצה&quot; מריצה אותו יחד עם הדוגמאות</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>הסרה…</translation>
    </message>
    <message>
        <source>Name of your case</source>
        <translation>שם מקרה הבדיקה שלך</translation>
    </message>
    <message>
        <source>Show spaces</source>
        <translation>הצגת רווחים</translation>
    </message>
    <message>
        <source>Where an output differs, mark spaces with · and tabs with →</source>
        <translation>במקום שבו פלט שונה, רווחים מסומנים ב-· וטאבים ב-→</translation>
    </message>
    <message>
        <source>Sample input</source>
        <translation>קלט לדוגמה</translation>
    </message>
    <message>
        <source>Sample expected</source>
        <translation>פלט צפוי של הדוגמה</translation>
    </message>
    <message>
        <source>Sample output</source>
        <translation>הפלט של הדוגמה</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>קלט</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>צפוי</translation>
    </message>
    <message>
        <source>Your output</source>
        <translation>הפלט שלך</translation>
    </message>
    <message>
        <source>Keep an input of your own; Run runs it with the samples</source>
        <translation>שמירת קלט משלך; &quot;הרצה&quot; מריצה אותו עם הדוגמאות</translation>
    </message>
    <message>
        <source>ran</source>
        <translation>רצה</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>עדיין לא רצה</translation>
    </message>
    <message>
        <source>Case input</source>
        <translation>הקלט של המקרה</translation>
    </message>
    <message>
        <source>Case expected</source>
        <translation>הפלט הצפוי של המקרה</translation>
    </message>
    <message>
        <source>Expected (may stay empty)</source>
        <translation>צפוי (אפשר להשאיר ריק)</translation>
    </message>
    <message>
        <source>This problem has no samples.</source>
        <translation>אין דוגמאות לשאלה הזאת.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>להסיר את &quot;{name}&quot;?</translation>
    </message>
    <message>
        <source>Its input and expected output are deleted from this computer.</source>
        <translation>הקלט שלו והפלט הצפוי נמחקים מהמחשב הזה.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>הסרה</translation>
    </message>
</context>
<context>
    <name>ui.work.screen</name>
    <message>
        <source>Getting ready…</source>
        <translation>בהכנה…</translation>
    </message>
    <message>
        <source>Compiling…</source>
        <translation>בהידור…</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>בריצה…</translation>
    </message>
    <message>
        <source>What is recorded is paused ({reason}).</source>
        <translation>ההקלטה מושהית ({reason}).</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>שפה</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>הרצה</translation>
    </message>
    <message>
        <source>Run on the samples and your own cases, for feedback (Ctrl+Enter)</source>
        <translation>הרצה על הדוגמאות ועל מקרי הבדיקה שלך, לקבלת משוב (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>עצירה</translation>
    </message>
    <message>
        <source>Submit…</source>
        <translation>הגשה…</translation>
    </message>
    <message>
        <source>Hand in this program; the server judges it (Ctrl+Shift+Enter)</source>
        <translation>הגשת התוכנית הזאת; השרת בודק אותה (Ctrl+Shift+Enter)</translation>
    </message>
    <message>
        <source>Programs cannot run on this machine right now.</source>
        <translation>לא ניתן להריץ תוכניות במחשב הזה כרגע.</translation>
    </message>
    <message>
        <source>This was not inserted.</source>
        <translation>הטקסט לא הוכנס.</translation>
    </message>
</context>
<context>
    <name>ui.work.statement_language</name>
    <message>
        <source>Language of the statement</source>
        <translation>שפת נוסח השאלה</translation>
    </message>
    <message>
        <source>Read the statement in another language</source>
        <translation>קריאת נוסח השאלה בשפה אחרת</translation>
    </message>
</context>
<context>
    <name>ui.work.text_views</name>
    <message>
        <source>[errors]</source>
        <translation>[שגיאות]</translation>
    </message>
    <message>
        <source>⟨cut here: {shown:,} of {all:,} characters are shown⟩</source>
        <translation>⟨נחתך כאן: מוצגים {shown:,} מתוך {all:,} תווים⟩</translation>
    </message>
    <message numerus="yes">
        <source>⟨{n:,} more characters of this line cut here⟩</source>
        <extracomment>For one: ⟨{n:,} more character of this line cut here⟩</extracomment>
        <translation><numerusform>⟨תו אחד נוסף של השורה הזאת נחתך כאן⟩</numerusform><numerusform>⟨{n:,} תווים נוספים של השורה הזאת נחתכו כאן⟩</numerusform></translation>
    </message>
</context>
<context>
    <name>ui.work.topbar</name>
    <message>
        <source>recording</source>
        <translation>בהקלטה</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>בהפעלה</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>ללא הקלטה</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>בהשהיה</translation>
    </message>
    <message>
        <source>not recording</source>
        <translation>לא בהקלטה</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>נשמר</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>בשמירה…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>לא נשמר</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>נשלח</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>שולחים…</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>ללא חיבור</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>לא נשלח</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>מה מוקלט</translation>
    </message>
    <message>
        <source>What is recorded now</source>
        <translation>מה מוקלט עכשיו</translation>
    </message>
    <message>
        <source>What is recorded now, and a pause (F9)</source>
        <translation>מה מוקלט עכשיו, והשהיה (F9)</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>פרישה…</translation>
    </message>
    <message>
        <source>Finish…</source>
        <translation>סיום…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>הגדרות</translation>
    </message>
    <message>
        <source>Settings: colours, letters, indent, keys (Ctrl+,)</source>
        <translation>הגדרות: צבעים, אותיות, הזחה, מקשים (Ctrl+,‎)</translation>
    </message>
    <message>
        <source>End practice…</source>
        <translation>סיום התרגול…</translation>
    </message>
    <message>
        <source>{title}: nothing is kept or sent</source>
        <translation>{title}: דבר אינו נשמר או נשלח</translation>
    </message>
    <message>
        <source>Saved: everything you typed is on this machine's disk.</source>
        <translation>נשמר: כל מה שהקלדת נמצא בדיסק של המחשב הזה.</translation>
    </message>
    <message>
        <source>Saving: your last keystrokes are being written to disk.</source>
        <translation>בשמירה: ההקשות האחרונות שלך נכתבות לדיסק.</translation>
    </message>
    <message>
        <source>Not saved: the disk did not take your last keystrokes. They are kept in memory and tried again.</source>
        <translation>לא נשמר: הדיסק לא קיבל את ההקשות האחרונות שלך. הן מוחזקות בזיכרון, והשמירה מנוסה שוב.</translation>
    </message>
    <message numerus="yes">
        <source>{n} changes</source>
        <extracomment>For one: {n} change</extracomment>
        <translation><numerusform>שינוי אחד</numerusform><numerusform>{n} שינויים</numerusform></translation>
    </message>
    <message>
        <source>{size} of recordings</source>
        <translation>הקלטות בנפח {size}</translation>
    </message>
    <message>
        <source>Sent: the server has everything.</source>
        <translation>נשלח: הכול נמצא בשרת.</translation>
    </message>
    <message>
        <source>Sending to the server.</source>
        <translation>בשליחה לשרת.</translation>
    </message>
    <message>
        <source>Offline: keep working, everything is kept here and sent later.</source>
        <translation>ללא חיבור: אפשר להמשיך לעבוד, הכול נשמר כאן ויישלח מאוחר יותר.</translation>
    </message>
    <message>
        <source>Not sent: the server refuses. Keep working; everything is kept here.</source>
        <translation>לא נשלח: השרת מסרב. אפשר להמשיך לעבוד; הכול נשמר כאן.</translation>
    </message>
    <message>
        <source>{one} and {two}</source>
        <translation>{one} וגם {two}</translation>
    </message>
    <message>
        <source>Waiting: {listed}.</source>
        <translation>בהמתנה: {listed}.</translation>
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
