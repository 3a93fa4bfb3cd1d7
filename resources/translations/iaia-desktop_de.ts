<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>IAIA Desktop</source>
            <translation>IAIA Desktop</translation>
        </message>
        <message>
            <source>Label a folder of images with suggestions that learn as you go, on your own machine. Nothing you label leaves it.</source>
            <translation>Einen Ordner mit Bildern labeln, mit Vorschlägen, die dabei dazulernen, auf dem eigenen Rechner. Nichts davon verlässt ihn.</translation>
        </message>
        <message>
            <source>About IAIA Desktop</source>
            <translation>Über IAIA Desktop</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Einzelheiten kopieren</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Label</source>
            <translation>&amp;Label</translation>
        </message>
        <message>
            <source>&amp;Go</source>
            <translation>&amp;Gehe zu</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>&amp;Open folder…</source>
            <translation>&amp;Ordner öffnen…</translation>
        </message>
        <message>
            <source>Open a folder of images, or go on where you stopped</source>
            <translation>Einen Ordner mit Bildern öffnen oder dort weitermachen</translation>
        </message>
        <message>
            <source>Open &amp;session file…</source>
            <translation>&amp;Sitzungsdatei öffnen…</translation>
        </message>
        <message>
            <source>Open a session file that lies anywhere</source>
            <translation>Eine Sitzungsdatei öffnen, wo immer sie liegt</translation>
        </message>
        <message>
            <source>Open the &amp;demo</source>
            <translation>&amp;Demo öffnen</translation>
        </message>
        <message>
            <source>Try the program on pictures it draws itself</source>
            <translation>Das Programm an Bildern ausprobieren, die es selbst zeichnet</translation>
        </message>
        <message>
            <source>&amp;Close session</source>
            <translation>Sitzung s&amp;chließen</translation>
        </message>
        <message>
            <source>Go back to the start page; everything is saved already</source>
            <translation>Zurück zur Startseite; alles ist schon gespeichert</translation>
        </message>
        <message>
            <source>&amp;Look for changes in the folder</source>
            <translation>Nach Ä&amp;nderungen im Ordner sehen</translation>
        </message>
        <message>
            <source>Find images that are new, renamed, gone or back</source>
            <translation>Bilder finden, die neu, umbenannt, weg oder wieder da sind</translation>
        </message>
        <message>
            <source>Find the &amp;folder…</source>
            <translation>Ordner &amp;finden…</translation>
        </message>
        <message>
            <source>Say where the folder of images is now</source>
            <translation>Sagen, wo der Ordner mit den Bildern jetzt ist</translation>
        </message>
        <message>
            <source>Use embeddings made else&amp;where…</source>
            <translation>Embeddings von anders&amp;wo verwenden…</translation>
        </message>
        <message>
            <source>Look up what another machine has embedded, in a file or a folder</source>
            <translation>Nachschlagen, was ein anderer Rechner eingebettet hat, in einer Datei oder einem Ordner</translation>
        </message>
        <message>
            <source>&amp;Import labels…</source>
            <translation>Labels &amp;importieren…</translation>
        </message>
        <message>
            <source>Take labels from a folder per class or a CSV</source>
            <translation>Labels aus einem Ordner je Klasse oder einer CSV-Tabelle nehmen</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>Write a folder per class and tables of the labels</source>
            <translation>Je Klasse einen Ordner und Tabellen der Labels schreiben</translation>
        </message>
        <message>
            <source>Se&amp;ttings…</source>
            <translation>Eins&amp;tellungen…</translation>
        </message>
        <message>
            <source>Encoder, what ranks, epsilon, looks and keys</source>
            <translation>Encoder, was ordnet, Epsilon, Aussehen und Tasten</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>Leave; every decision is saved already</source>
            <translation>Das Programm verlassen; jede Entscheidung ist schon gespeichert</translation>
        </message>
        <message>
            <source>&amp;Accept the suggestion</source>
            <translation>Vorschlag &amp;annehmen</translation>
        </message>
        <message>
            <source>Label the image with the suggested class and go to the next</source>
            <translation>Dem Bild die vorgeschlagene Klasse geben und zum nächsten gehen</translation>
        </message>
        <message>
            <source>&amp;New class…</source>
            <translation>&amp;Neue Klasse…</translation>
        </message>
        <message>
            <source>Name a new class for the image</source>
            <translation>Eine neue Klasse für das Bild benennen</translation>
        </message>
        <message>
            <source>&amp;Type class names…</source>
            <translation>Klassennamen ein&amp;tippen…</translation>
        </message>
        <message>
            <source>Make many classes by their names, before any image has a label</source>
            <translation>Viele Klassen durch ihre Namen anlegen, bevor ein Bild ein Label hat</translation>
        </message>
        <message>
            <source>&amp;Find a class…</source>
            <translation>Klasse &amp;finden…</translation>
        </message>
        <message>
            <source>Label the image with a class found by typing</source>
            <translation>Dem Bild eine Klasse geben, die sich durch Tippen findet</translation>
        </message>
        <message>
            <source>Chan&amp;ge as the review says</source>
            <translation>Än&amp;dern, wie die Durchsicht sagt</translation>
        </message>
        <message>
            <source>Give what the review asks about the label that fits better</source>
            <translation>Dem, wonach die Durchsicht fragt, das besser passende Label geben</translation>
        </message>
        <message>
            <source>&amp;Skip</source>
            <translation>Über&amp;springen</translation>
        </message>
        <message>
            <source>Leave the image for later and go to the next</source>
            <translation>Das Bild für später lassen und zum nächsten gehen</translation>
        </message>
        <message>
            <source>&amp;Discard</source>
            <translation>&amp;Verwerfen</translation>
        </message>
        <message>
            <source>Keep the image out of the export; its file is not touched</source>
            <translation>Das Bild vom Export ausnehmen; seine Datei wird nicht angerührt</translation>
        </message>
        <message>
            <source>&amp;Remove the label</source>
            <translation>Label &amp;entfernen</translation>
        </message>
        <message>
            <source>Make the image undecided again</source>
            <translation>Das Bild wieder unentschieden machen</translation>
        </message>
        <message>
            <source>Auto-&amp;label the rest…</source>
            <translation>Den Rest automatisch &amp;labeln…</translation>
        </message>
        <message>
            <source>Let the machine label what it is sure of, with a promise about its errors</source>
            <translation>Die Maschine labeln lassen, wobei sie sicher ist, mit einer Zusage über ihre Fehler</translation>
        </message>
        <message>
            <source>Super&amp;vision…</source>
            <translation>Su&amp;pervision…</translation>
        </message>
        <message>
            <source>Ask for every image, for a random share, or only when unsure</source>
            <translation>Nach jedem Bild fragen, nach einem zufälligen Anteil oder nur bei Unsicherheit</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>Take the last decision back</source>
            <translation>Die letzte Entscheidung zurücknehmen</translation>
        </message>
        <message>
            <source>R&amp;edo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>Do again what was taken back</source>
            <translation>Wieder tun, was zurückgenommen wurde</translation>
        </message>
        <message>
            <source>&amp;Previous image</source>
            <translation>&amp;Voriges Bild</translation>
        </message>
        <message>
            <source>Go back without labelling</source>
            <translation>Zurückgehen, ohne zu labeln</translation>
        </message>
        <message>
            <source>&amp;Next image</source>
            <translation>&amp;Nächstes Bild</translation>
        </message>
        <message>
            <source>Go on without labelling</source>
            <translation>Weitergehen, ohne zu labeln</translation>
        </message>
        <message>
            <source>Next &amp;unlabelled image</source>
            <translation>Nächstes &amp;ungelabeltes Bild</translation>
        </message>
        <message>
            <source>Jump to the next image without a decision</source>
            <translation>Zum nächsten Bild ohne Entscheidung springen</translation>
        </message>
        <message>
            <source>Next &amp;skipped image</source>
            <translation>Nächstes ü&amp;bersprungenes Bild</translation>
        </message>
        <message>
            <source>Jump to the next image that was skipped</source>
            <translation>Zum nächsten übersprungenen Bild springen</translation>
        </message>
        <message>
            <source>Next &amp;discarded image</source>
            <translation>Nächstes verwor&amp;fenes Bild</translation>
        </message>
        <message>
            <source>Jump to the next discarded image, to take it back</source>
            <translation>Zum nächsten verworfenen Bild springen, um es zurückzuholen</translation>
        </message>
        <message>
            <source>&amp;First image</source>
            <translation>&amp;Erstes Bild</translation>
        </message>
        <message>
            <source>Go to the first image</source>
            <translation>Zum ersten Bild gehen</translation>
        </message>
        <message>
            <source>&amp;Last image</source>
            <translation>&amp;Letztes Bild</translation>
        </message>
        <message>
            <source>Go to the last image</source>
            <translation>Zum letzten Bild gehen</translation>
        </message>
        <message>
            <source>Folder &amp;order</source>
            <translation>Wie im &amp;Ordner</translation>
        </message>
        <message>
            <source>Ask for images as they lie in the folder</source>
            <translation>Nach Bildern fragen, wie sie im Ordner liegen</translation>
        </message>
        <message>
            <source>Ord&amp;er</source>
            <translation>&amp;Reihenfolge</translation>
        </message>
        <message>
            <source>Su&amp;rest first</source>
            <translation>&amp;Sicherste zuerst</translation>
        </message>
        <message>
            <source>Ask for the images first whose suggestion is likeliest to be right</source>
            <translation>Zuerst nach den Bildern fragen, deren Vorschlag am ehesten stimmt</translation>
        </message>
        <message>
            <source>Le&amp;ast sure first</source>
            <translation>&amp;Unsicherste zuerst</translation>
        </message>
        <message>
            <source>Ask for the images first that teach the suggestions most</source>
            <translation>Zuerst nach den Bildern fragen, von denen die Vorschläge am meisten lernen</translation>
        </message>
        <message>
            <source>&amp;Most different first</source>
            <translation>&amp;Verschiedenste zuerst</translation>
        </message>
        <message>
            <source>Ask for the images first that look least like all labelled ones</source>
            <translation>Zuerst nach den Bildern fragen, die allen gelabelten am wenigsten ähneln</translation>
        </message>
        <message>
            <source>By likely &amp;class</source>
            <translation>Nach wahrscheinlicher &amp;Klasse</translation>
        </message>
        <message>
            <source>Ask for the images of one class after the other, the surest first</source>
            <translation>Nach den Bildern einer Klasse nach der anderen fragen, die sichersten zuerst</translation>
        </message>
        <message>
            <source>Pages of &amp;look-alikes</source>
            <translation>&amp;Seiten ähnlicher Bilder</translation>
        </message>
        <message>
            <source>Show images that look like one class, and confirm them with one key</source>
            <translation>Bilder zeigen, die wie eine Klasse aussehen, und mit einer Taste bestätigen</translation>
        </message>
        <message>
            <source>Searc&amp;h and filter</source>
            <translation>Su&amp;chen und filtern</translation>
        </message>
        <message>
            <source>Find images by words or names, by class, state and distance</source>
            <translation>Bilder nach Wörtern oder Namen, Klasse, Zustand und Abstand finden</translation>
        </message>
        <message>
            <source>Find images lik&amp;e this</source>
            <translation>Ä&amp;hnliche Bilder finden</translation>
        </message>
        <message>
            <source>Show the images that look most like this one, to label them together</source>
            <translation>Die Bilder zeigen, die diesem am ähnlichsten sind, um sie zusammen zu labeln</translation>
        </message>
        <message>
            <source>Re&amp;view the labels</source>
            <translation>Labels &amp;durchsehen</translation>
        </message>
        <message>
            <source>Look again at labels that do not fit, at near-duplicates and at classes</source>
            <translation>Labels, die nicht passen, fast gleiche Bilder und Klassen noch einmal ansehen</translation>
        </message>
        <message>
            <source>One image at a &amp;time</source>
            <translation>&amp;Ein Bild nach dem anderen</translation>
        </message>
        <message>
            <source>Leave pages, review or search, and go on with the image</source>
            <translation>Seiten, Durchsicht oder Suche verlassen und mit dem Bild weitermachen</translation>
        </message>
        <message>
            <source>&amp;Fit</source>
            <translation>Ein&amp;passen</translation>
        </message>
        <message>
            <source>Show the whole image</source>
            <translation>Das ganze Bild zeigen</translation>
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation>&amp;Originalgröße</translation>
        </message>
        <message>
            <source>One pixel of the image on one pixel of the screen</source>
            <translation>Ein Pixel des Bildes auf einem Pixel des Schirms</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>Ver&amp;größern</translation>
        </message>
        <message>
            <source>Look closer</source>
            <translation>Näher hinsehen</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>Ver&amp;kleinern</translation>
        </message>
        <message>
            <source>Look from further away</source>
            <translation>Von weiter weg hinsehen</translation>
        </message>
        <message>
            <source>&amp;Keep the zoom between images</source>
            <translation>&amp;Zoom zwischen Bildern beibehalten</translation>
        </message>
        <message>
            <source>Show the next image with the same zoom and place</source>
            <translation>Das nächste Bild mit demselben Zoom an derselben Stelle zeigen</translation>
        </message>
        <message>
            <source>Show &amp;statistics…</source>
            <translation>S&amp;tatistik zeigen…</translation>
        </message>
        <message>
            <source>How good the suggestions are, what is confused, and how fast it goes</source>
            <translation>Wie gut die Vorschläge sind, was verwechselt wird und wie schnell es geht</translation>
        </message>
        <message>
            <source>Show &amp;problem files…</source>
            <translation>P&amp;roblemdateien zeigen…</translation>
        </message>
        <message>
            <source>List the files that cannot be read, with the reason</source>
            <translation>Die Dateien, die nicht lesbar sind, mit dem Grund zeigen</translation>
        </message>
        <message>
            <source>&amp;Sheet of keys</source>
            <translation>&amp;Tastenübersicht</translation>
        </message>
        <message>
            <source>Show every key on one page</source>
            <translation>Alle Tasten auf einer Seite zeigen</translation>
        </message>
        <message>
            <source>&amp;About IAIA Desktop</source>
            <translation>Ü&amp;ber IAIA Desktop</translation>
        </message>
        <message>
            <source>Version, licence, and where your data lie</source>
            <translation>Version, Lizenz, und wo die eigenen Daten liegen</translation>
        </message>
    </context>
    <context>
        <name>Application</name>
        <message>
            <source>IAIA Desktop could not start.</source>
            <translation>IAIA Desktop konnte nicht starten.</translation>
        </message>
        <message>
            <source>Your labels are as you left them. Please report it with the details, which are in {path}, too.</source>
            <translation>Die Labels sind, wie sie waren. Bitte den Fehler mit den Einzelheiten melden, die auch in {path} stehen.</translation>
        </message>
    </context>
    <context>
        <name>AutoLabelCommands</name>
        <message>
            <source>There is no label of the machine to check.</source>
            <translation>Es gibt kein Label der Maschine zu prüfen.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Dieses Fenster zeigt die Sitzung nur; nichts, was hier gedrückt wird, bleibt erhalten.</translation>
        </message>
    </context>
    <context>
        <name>AutoLabelDialog</name>
        <message>
            <source>Auto-label the rest</source>
            <translation>Den Rest automatisch labeln</translation>
        </message>
        <message>
            <source>The machine labels the images that it is sure of, and nobody looks at them. They are marked as the machine's, and one undo takes them all back.</source>
            <translation>Die Maschine labelt die Bilder, bei denen sie sicher ist, und niemand sieht sie an. Sie tragen das Zeichen der Maschine, und einmal Rückgängig nimmt alle zurück.</translation>
        </message>
        <message>
            <source>Largest share of wrong labels</source>
            <translation>Größter Anteil falscher Labels</translation>
        </message>
        <message>
            <source>Confidence of the promise</source>
            <translation>Sicherheit der Zusage</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Working it out…</source>
            <translation>Wird berechnet…</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>Nichts zu tun</translation>
        </message>
        <message>
            <source>The checks under way were drawn for this confidence</source>
            <translation>Die laufenden Prüfungen wurden für diese Sicherheit gezogen</translation>
        </message>
        <message>
            <source>1 image is labelled by the machine.</source>
            <translation>1 Bild ist von der Maschine gelabelt.</translation>
        </message>
        <message>
            <source>{n:,} images are labelled by the machine.</source>
            <translation>{n:,} Bilder sind von der Maschine gelabelt.</translation>
        </message>
        <message>
            <source>Check some of them to measure how many are wrong.</source>
            <translation>Einige davon prüfen, um zu messen, wie viele falsch sind.</translation>
        </message>
        <message>
            <source>Check {n} of them…</source>
            <translation>{n} davon prüfen…</translation>
        </message>
        <message>
            <source>Allow at &amp;most</source>
            <translation>&amp;Höchstens</translation>
        </message>
        <message>
            <source>wrong labels, with a &amp;confidence of</source>
            <translation>falsche Labels, mit einer &amp;Sicherheit von</translation>
        </message>
    </context>
    <context>
        <name>AutoLabelWords</name>
        <message>
            <source>No image waits</source>
            <translation>Kein Bild wartet</translation>
        </message>
        <message>
            <source>Every image has a decision.</source>
            <translation>Jedes Bild hat eine Entscheidung.</translation>
        </message>
        <message>
            <source>Too few images are sure enough to promise {target}. Label some more images, or allow more errors.</source>
            <translation>Zu wenige Bilder sind sicher genug, um {target} zuzusagen. Noch einige Bilder labeln oder mehr Fehler zulassen.</translation>
        </message>
        <message>
            <source>Not yet</source>
            <translation>Noch nicht</translation>
        </message>
        <message>
            <source>Measured: {wrong:,} of {checked:,} labels of the machine were wrong ({share}). With {confidence} confidence at most {bound} of all {labels:,} are.</source>
            <translation>Gemessen: {wrong:,} von {checked:,} Labels der Maschine waren falsch ({share}). Mit {confidence} Sicherheit sind es höchstens {bound} von allen {labels:,}.</translation>
        </message>
        <message>
            <source>Estimated errors: {estimate}. With {confidence} confidence at most {bound} of them are wrong, as {checked:,} random checks show. {rest}</source>
            <translation>Geschätzte Fehler: {estimate}. Mit {confidence} Sicherheit sind höchstens {bound} davon falsch, wie {checked:,} zufällige Prüfungen zeigen. {rest}</translation>
        </message>
        <message>
            <source>of {waiting:,} images can be labelled without a look</source>
            <translation>von {waiting:,} Bildern können ohne Ansehen gelabelt werden</translation>
        </message>
        <message>
            <source>Label {n:,} images</source>
            <translation>{n:,} Bilder labeln</translation>
        </message>
        <message>
            <source>1 image stays for you.</source>
            <translation>1 Bild bleibt übrig.</translation>
        </message>
        <message>
            <source>{n:,} images stay for you.</source>
            <translation>{n:,} Bilder bleiben übrig.</translation>
        </message>
        <message>
            <source>Estimated errors: {estimate}; that is the model's own guess. Check {n:,} images first, drawn at random, so that the promise holds: at most {target} wrong, with {confidence} confidence. Each check is a label, too.</source>
            <translation>Geschätzte Fehler: {estimate}; das vermutet das Modell selbst. Zuerst {n:,} zufällig gezogene Bilder prüfen, damit die Zusage hält: höchstens {target} falsch, mit {confidence} Sicherheit. Jede Prüfung ist auch ein Label.</translation>
        </message>
        <message>
            <source>about {n:,}</source>
            <translation>etwa {n:,}</translation>
        </message>
        <message>
            <source>of {waiting:,} images could be labelled without a look</source>
            <translation>von {waiting:,} Bildern könnten ohne Ansehen gelabelt werden</translation>
        </message>
        <message>
            <source>Check {n:,} images…</source>
            <translation>{n:,} Bilder prüfen…</translation>
        </message>
        <message>
            <source>None of them was wrong.</source>
            <translation>Keines davon war falsch.</translation>
        </message>
        <message>
            <source>1 of them was wrong.</source>
            <translation>1 davon war falsch.</translation>
        </message>
        <message>
            <source>{n:,} of them were wrong.</source>
            <translation>{n:,} davon waren falsch.</translation>
        </message>
        <message>
            <source>After {n:,} more there is something to promise, or a reason not to.</source>
            <translation>Nach {n:,} weiteren gibt es etwas zuzusagen, oder einen Grund, es nicht zu tun.</translation>
        </message>
        <message>
            <source>of {all:,} images are checked</source>
            <translation>von {all:,} Bildern sind geprüft</translation>
        </message>
        <message>
            <source>Check {n:,} more…</source>
            <translation>{n:,} weitere prüfen…</translation>
        </message>
        <message>
            <source>{wrong:,} of {checked:,} checked images were wrong: too many for {target}.</source>
            <translation>{wrong:,} von {checked:,} geprüften Bildern waren falsch: zu viele für {target}.</translation>
        </message>
        <message>
            <source>What is left of the {checked:,} checks proves too little for {target}.</source>
            <translation>Was von den {checked:,} Prüfungen übrig ist, beweist zu wenig für {target}.</translation>
        </message>
        <message>
            <source>Allow more errors, or label some more images and begin another round.</source>
            <translation>Mehr Fehler zulassen, oder noch einige Bilder labeln und eine neue Runde beginnen.</translation>
        </message>
        <message>
            <source>The checks do not allow it</source>
            <translation>Die Prüfungen lassen es nicht zu</translation>
        </message>
        <message>
            <source>Begin another round</source>
            <translation>Neue Runde beginnen</translation>
        </message>
    </context>
    <context>
        <name>CheckHeader</name>
        <message>
            <source>Checked</source>
            <translation>Geprüft</translation>
        </message>
        <message>
            <source>Is every class right?</source>
            <translation>Stimmt jede Klasse?</translation>
        </message>
        <message>
            <source>All is checked</source>
            <translation>Alles ist geprüft</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Später</translation>
        </message>
        <message>
            <source>Back to the images; what is checked counts</source>
            <translation>Zurück zu den Bildern; was geprüft ist, zählt</translation>
        </message>
        <message>
            <source>All right</source>
            <translation>Alles richtig</translation>
        </message>
        <message>
            <source>Confirm with {n} changed</source>
            <translation>Bestätigen, {n} geändert</translation>
        </message>
        <message>
            <source>A random sample of the machine's labels.</source>
            <translation>Eine zufällige Stichprobe aus den Labels der Maschine.</translation>
        </message>
        <message>
            <source>A random sample of what the machine would label.</source>
            <translation>Eine zufällige Stichprobe aus dem, was die Maschine labeln würde.</translation>
        </message>
        <message>
            <source>{done:,} of {all:,} checked</source>
            <translation>{done:,} von {all:,} geprüft</translation>
        </message>
        <message>
            <source>, {n:,} wrong</source>
            <translation>, {n:,} falsch</translation>
        </message>
    </context>
    <context>
        <name>CheckSheet</name>
        <message>
            <source>All is checked</source>
            <translation>Alles ist geprüft</translation>
        </message>
        <message>
            <source>Some pictures are not on screen yet; press the key again then.</source>
            <translation>Einige Bilder sind noch nicht zu sehen; die Taste dann noch einmal drücken.</translation>
        </message>
        <message>
            <source>There are more pictures below; press the key again after a look.</source>
            <translation>Weiter unten sind noch Bilder; die Taste nach einem Blick darauf noch einmal drücken.</translation>
        </message>
        <message>
            <source>Choose a picture first: click it, or go there with the arrows.</source>
            <translation>Zuerst ein Bild wählen: mit einem Klick oder den Pfeiltasten.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Dieses Fenster zeigt die Sitzung nur; nichts, was hier gedrückt wird, bleibt erhalten.</translation>
        </message>
    </context>
    <context>
        <name>CheckTiles</name>
        <message>
            <source>The class is gone: give another one</source>
            <translation>Die Klasse gibt es nicht mehr: eine andere geben</translation>
        </message>
        <message>
            <source>Click and class key, or {key}: another class</source>
            <translation>Klick und Klassentaste, oder {key}: andere Klasse</translation>
        </message>
        <message>
            <source>{key}: belongs to none</source>
            <translation>{key}: gehört zu keiner</translation>
        </message>
        <message>
            <source>Space: look closer</source>
            <translation>Leertaste: näher ansehen</translation>
        </message>
        <message>
            <source>{key}: undo</source>
            <translation>{key}: rückgängig</translation>
        </message>
        <message>
            <source>Ctrl+wheel: size</source>
            <translation>Strg+Rad: Größe</translation>
        </message>
    </context>
    <context>
        <name>ClassDelegate</name>
        <message>
            <source>New name of “{name}”</source>
            <translation>Neuer Name von „{name}“</translation>
        </message>
    </context>
    <context>
        <name>ClassFiguresPage</name>
        <message>
            <source>Classes</source>
            <translation>Klassen</translation>
        </message>
        <message>
            <source>No class yet.</source>
            <translation>Noch keine Klasse.</translation>
        </message>
        <message>
            <source>Confusions</source>
            <translation>Verwechslungen</translation>
        </message>
        <message>
            <source>Nothing was confused so far.</source>
            <translation>Bisher wurde nichts verwechselt.</translation>
        </message>
        <message>
            <source>First images of classes</source>
            <translation>Erste Bilder von Klassen</translation>
        </message>
        <message>
            <source>Images of known classes</source>
            <translation>Bilder bekannter Klassen</translation>
        </message>
        <message>
            <source>a new class was suggested</source>
            <translation>eine neue Klasse vorgeschlagen</translation>
        </message>
        <message>
            <source>a known class was suggested</source>
            <translation>eine bekannte Klasse vorgeschlagen</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Richtig</translation>
        </message>
        <message>
            <source>Your class</source>
            <translation>Eigene Klasse</translation>
        </message>
        <message>
            <source>Suggested</source>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>1 image</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>{n:,} images</source>
            <translation>{n:,} Bilder</translation>
        </message>
        <message>
            <source>{words}, {right:,} of {n:,} suggestions right ({share})</source>
            <translation>{words}, {right:,} von {n:,} Vorschlägen richtig ({share})</translation>
        </message>
        <message>
            <source>new class</source>
            <translation>neue Klasse</translation>
        </message>
        <message>
            <source>1 image of “{truth}”, “{said}” suggested</source>
            <translation>1 Bild von „{truth}“, „{said}“ vorgeschlagen</translation>
        </message>
        <message>
            <source>{n:,} images of “{truth}”, “{said}” suggested</source>
            <translation>{n:,} Bilder von „{truth}“, „{said}“ vorgeschlagen</translation>
        </message>
        <message>
            <source>Images of “{name}”</source>
            <translation>Bilder von „{name}“</translation>
        </message>
        <message>
            <source>Images of “{truth}”, “{said}” suggested</source>
            <translation>Bilder von „{truth}“, „{said}“ vorgeschlagen</translation>
        </message>
        <message>
            <source>Click a class or a confusion to see its images.</source>
            <translation>Ein Klick auf eine Klasse oder Verwechslung zeigt ihre Bilder.</translation>
        </message>
        <message>
            <source>the last {shown:,} of {n:,} images</source>
            <translation>die letzten {shown:,} von {n:,} Bildern</translation>
        </message>
        <message>
            <source>{title} · {count} · click one to go there</source>
            <translation>{title} · {count} · ein Klick führt hin</translation>
        </message>
    </context>
    <context>
        <name>ClassList</name>
        <message>
            <source>Classes</source>
            <translation>Klassen</translation>
        </message>
        <message>
            <source>Sort the classes</source>
            <translation>Klassen sortieren</translation>
        </message>
        <message>
            <source>Name a new class</source>
            <translation>Eine neue Klasse benennen</translation>
        </message>
        <message>
            <source>New class</source>
            <translation>Neue Klasse</translation>
        </message>
        <message>
            <source>Search classes</source>
            <translation>Klassen suchen</translation>
        </message>
        <message>
            <source>1 class</source>
            <translation>1 Klasse</translation>
        </message>
        <message>
            <source>{n} classes</source>
            <translation>{n} Klassen</translation>
        </message>
        <message>
            <source>Press a key (Esc: leave it)</source>
            <translation>Eine Taste drücken (Esc: so lassen)</translation>
        </message>
        <message>
            <source>Merge “{name}” into</source>
            <translation>„{name}“ vereinen mit</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>So lassen</translation>
        </message>
        <message>
            <source>{key} is taken: {action}</source>
            <translation>{key} ist vergeben: {action}</translation>
        </message>
        <message>
            <source>Colour of “{name}”</source>
            <translation>Farbe von „{name}“</translation>
        </message>
        <message>
            <source>No class fits the search.</source>
            <translation>Keine Klasse passt zur Suche.</translation>
        </message>
        <message>
            <source>No classes yet. Press N, or +, to name the first one.</source>
            <translation>Noch keine Klassen. N oder + benennt die erste.</translation>
        </message>
        <message>
            <source>Age</source>
            <translation>Alter</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>Anzahl</translation>
        </message>
    </context>
    <context>
        <name>ClassMenu</name>
        <message>
            <source>Label the image “{name}”</source>
            <translation>Das Bild „{name}“ labeln</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>F2</source>
            <translation>F2</translation>
        </message>
        <message>
            <source>Change key…</source>
            <translation>Taste ändern…</translation>
        </message>
        <message>
            <source>Merge into…</source>
            <translation>Vereinen mit…</translation>
        </message>
        <message>
            <source>Give its images the label of another class; undo takes it back</source>
            <translation>Gibt ihren Bildern das Label einer anderen Klasse; Rückgängig nimmt es zurück</translation>
        </message>
        <message>
            <source>Its images become unlabelled. No file is touched, and undo takes it back.</source>
            <translation>Ihre Bilder sind dann ungelabelt. Keine Datei wird angerührt, und Rückgängig nimmt es zurück.</translation>
        </message>
        <message>
            <source>Delete “{name}”</source>
            <translation>„{name}“ löschen</translation>
        </message>
        <message>
            <source>Delete “{name}” and remove its label</source>
            <translation>„{name}“ löschen und ihr Label entfernen</translation>
        </message>
        <message>
            <source>Delete “{name}” and remove its {n} labels</source>
            <translation>„{name}“ löschen und ihre {n} Labels entfernen</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>Grau</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>Rot</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>Orange</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>Gelb</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>Grün</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>Türkis</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Blau</translation>
        </message>
        <message>
            <source>Purple</source>
            <translation>Violett</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>Rosa</translation>
        </message>
    </context>
    <context>
        <name>ClassModel</name>
        <message>
            <source>1 image</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} Bilder</translation>
        </message>
        <message>
            <source>key {key}</source>
            <translation>Taste {key}</translation>
        </message>
    </context>
    <context>
        <name>ClassPicker</name>
        <message>
            <source>Classes that fit</source>
            <translation>Passende Klassen</translation>
        </message>
        <message>
            <source>New class</source>
            <translation>Neue Klasse</translation>
        </message>
        <message>
            <source>Name of the class</source>
            <translation>Name der Klasse</translation>
        </message>
        <message>
            <source>Find a class</source>
            <translation>Klasse finden</translation>
        </message>
        <message>
            <source>Type a few letters of a class</source>
            <translation>Ein paar Buchstaben einer Klasse tippen</translation>
        </message>
        <message>
            <source>Did you mean “{near}”? Enter again uses “{near}” · Shift+Enter makes a new class “{name}”</source>
            <translation>Ist „{near}“ gemeint? Noch einmal Enter nimmt „{near}“ · Umschalt+Enter macht eine neue Klasse „{name}“</translation>
        </message>
        <message>
            <source>Much like “{near}” · Shift+Enter makes a new class “{name}”</source>
            <translation>Ganz ähnlich wie „{near}“ · Umschalt+Enter macht eine neue Klasse „{name}“</translation>
        </message>
        <message>
            <source>Type a name, or choose one: 1 to {n} or ↓, then Enter</source>
            <translation>Einen Namen tippen oder einen wählen: 1 bis {n} oder ↓, dann Enter</translation>
        </message>
        <message>
            <source>Enter names it · Esc closes</source>
            <translation>Enter benennt · Esc schließt</translation>
        </message>
        <message>
            <source>This class exists: Enter labels the image with it.</source>
            <translation>Diese Klasse gibt es: Enter gibt sie dem Bild.</translation>
        </message>
        <message>
            <source>Enter makes the class · ↓ picks one there is · Esc closes</source>
            <translation>Enter legt die Klasse an · ↓ wählt eine vorhandene · Esc schließt</translation>
        </message>
        <message>
            <source>No class fits.</source>
            <translation>Keine Klasse passt.</translation>
        </message>
        <message>
            <source>There are no classes yet.</source>
            <translation>Es gibt noch keine Klassen.</translation>
        </message>
        <message>
            <source>No class fits. Enter makes a new one.</source>
            <translation>Keine Klasse passt. Enter legt eine neue an.</translation>
        </message>
        <message>
            <source>Enter picks · ↑ ↓ choose · Esc closes</source>
            <translation>Enter nimmt · ↑ ↓ wählen · Esc schließt</translation>
        </message>
    </context>
    <context>
        <name>ColourMenu</name>
        <message>
            <source>Change colour</source>
            <translation>Farbe ändern</translation>
        </message>
        <message>
            <source>Another colour…</source>
            <translation>Andere Farbe…</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>No class has the key {key}. N makes a new class.</source>
            <translation>Keine Klasse hat die Taste {key}. N macht eine neue Klasse.</translation>
        </message>
        <message>
            <source>The suggestion is not on screen yet; press the key again when you see it.</source>
            <translation>Der Vorschlag ist noch nicht zu sehen; die Taste dann noch einmal drücken.</translation>
        </message>
        <message>
            <source>No other image is skipped.</source>
            <translation>Kein anderes Bild ist übersprungen.</translation>
        </message>
        <message>
            <source>No other image is discarded.</source>
            <translation>Kein anderes Bild ist verworfen.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Dieses Fenster zeigt die Sitzung nur; nichts, was hier gedrückt wird, bleibt erhalten.</translation>
        </message>
        <message>
            <source>The picture is not on screen yet; press the key again when you see it.</source>
            <translation>Das Bild ist noch nicht zu sehen; die Taste dann noch einmal drücken.</translation>
        </message>
        <message>
            <source>An image that cannot be shown gets no label. U goes to the next that waits.</source>
            <translation>Ein Bild, das nicht gezeigt werden kann, bekommt kein Label. U geht zum nächsten, das wartet.</translation>
        </message>
    </context>
    <context>
        <name>ConfusionMatrix</name>
        <message>
            <source>New and known classes, as suggested and as they were</source>
            <translation>Neue und bekannte Klassen, wie vorgeschlagen und wie sie waren</translation>
        </message>
        <message>
            <source>known</source>
            <translation>bekannt</translation>
        </message>
        <message>
            <source>new</source>
            <translation>neu</translation>
        </message>
        <message>
            <source>Image of a known class, a known one suggested</source>
            <translation>Bild einer bekannten Klasse, eine bekannte vorgeschlagen</translation>
        </message>
        <message>
            <source>Image of a known class, a new one suggested</source>
            <translation>Bild einer bekannten Klasse, eine neue vorgeschlagen</translation>
        </message>
        <message>
            <source>First image of a class, a known one suggested</source>
            <translation>Erstes Bild einer Klasse, eine bekannte vorgeschlagen</translation>
        </message>
        <message>
            <source>First image of a class, a new one suggested</source>
            <translation>Erstes Bild einer Klasse, eine neue vorgeschlagen</translation>
        </message>
        <message>
            <source>Suggested class</source>
            <translation>Vorgeschlagene Klasse</translation>
        </message>
        <message>
            <source>Was
known</source>
            <translation>War
bekannt</translation>
        </message>
        <message>
            <source>Was
new</source>
            <translation>War
neu</translation>
        </message>
    </context>
    <context>
        <name>DialogCommands</name>
        <message>
            <source>Open a folder of images</source>
            <translation>Einen Ordner mit Bildern öffnen</translation>
        </message>
        <message>
            <source>Open a session file</source>
            <translation>Eine Sitzungsdatei öffnen</translation>
        </message>
        <message>
            <source>Sessions (*.iaia)</source>
            <translation>Sitzungen (*.iaia)</translation>
        </message>
        <message>
            <source>Where is the folder of images now?</source>
            <translation>Wo ist der Ordner mit den Bildern jetzt?</translation>
        </message>
        <message>
            <source>Sessions</source>
            <translation>Sitzungen</translation>
        </message>
        <message>
            <source>Cache (may be deleted)</source>
            <translation>Zwischenspeicher (darf gelöscht werden)</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Qt for Python</source>
            <translation>Qt für Python</translation>
        </message>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
    </context>
    <context>
        <name>DistanceGauge</name>
        <message>
            <source>Distance</source>
            <translation>Abstand</translation>
        </message>
        <message>
            <source>novelty {distance}</source>
            <translation>Neuheit {distance}</translation>
        </message>
        <message>
            <source>distance {distance}</source>
            <translation>Abstand {distance}</translation>
        </message>
        <message>
            <source>no epsilon</source>
            <translation>kein Epsilon</translation>
        </message>
        <message>
            <source>epsilon {epsilon}</source>
            <translation>Epsilon {epsilon}</translation>
        </message>
        <message>
            <source>{epsilon}, automatic</source>
            <translation>{epsilon}, automatisch</translation>
        </message>
        <message>
            <source>The nearest class is {distance} away. There is no threshold for new classes.</source>
            <translation>Die nächste Klasse hat den Abstand {distance}. Es gibt keine Schwelle für neue Klassen.</translation>
        </message>
        <message>
            <source>The nearest class is {distance} away, beyond epsilon ({epsilon}).</source>
            <translation>Die nächste Klasse hat den Abstand {distance}, jenseits von Epsilon ({epsilon}).</translation>
        </message>
        <message>
            <source>The nearest class is {distance} away, within epsilon ({epsilon}).</source>
            <translation>Die nächste Klasse hat den Abstand {distance}, innerhalb von Epsilon ({epsilon}).</translation>
        </message>
        <message>
            <source>The labelled pictures most like this one are {novelty} away on average</source>
            <translation>Die ähnlichsten gelabelten Bilder haben im Mittel den Abstand {novelty}</translation>
        </message>
        <message>
            <source>{measured}. Nothing is called new at present.</source>
            <translation>{measured}. Zurzeit wird nichts neu genannt.</translation>
        </message>
        <message>
            <source>{measured}, beyond epsilon ({epsilon}).</source>
            <translation>{measured}, jenseits von Epsilon ({epsilon}).</translation>
        </message>
        <message>
            <source>{measured}, within epsilon ({epsilon}).</source>
            <translation>{measured}, innerhalb von Epsilon ({epsilon}).</translation>
        </message>
    </context>
    <context>
        <name>ElsewhereDialog</name>
        <message>
            <source>Use embeddings made elsewhere</source>
            <translation>Embeddings von anderswo verwenden</translation>
        </message>
        <message>
            <source>What another machine has embedded is looked up, not worked out here. Images that it does not have are embedded here as ever. Labels stay as they are.</source>
            <translation>Was ein anderer Rechner eingebettet hat, wird nachgeschlagen und nicht hier berechnet. Bilder, die dort fehlen, werden wie immer hier eingebettet. Labels bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>A file (.npz)</source>
            <translation>Eine Datei (.npz)</translation>
        </message>
        <message>
            <source>Written by “iaia-desktop embed”; it says which encoder made it.</source>
            <translation>Geschrieben von „iaia-desktop embed“; sie sagt, welcher Encoder sie gemacht hat.</translation>
        </message>
        <message>
            <source>A folder</source>
            <translation>Ein Ordner</translation>
        </message>
        <message>
            <source>Of such files, or as clip-retrieval writes it (img_emb and metadata).</source>
            <translation>Mit solchen Dateien, oder wie clip-retrieval ihn schreibt (img_emb und metadata).</translation>
        </message>
        <message>
            <source>File of embeddings</source>
            <translation>Datei mit Embeddings</translation>
        </message>
        <message>
            <source>The encoder that made them</source>
            <translation>Der Encoder, der sie gemacht hat</translation>
        </message>
        <message>
            <source>Made by the &amp;encoder, where the folder does not say it</source>
            <translation>Gemacht vom &amp;Encoder, wenn der Ordner es nicht sagt</translation>
        </message>
        <message>
            <source>Use them</source>
            <translation>Verwenden</translation>
        </message>
        <message>
            <source>Do without</source>
            <translation>Ohne sie weiter</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>&amp;Folder</source>
            <translation>&amp;Ordner</translation>
        </message>
        <message>
            <source>Folder of embeddings</source>
            <translation>Ordner mit Embeddings</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>Embeddings (*.npz)</source>
            <translation>Embeddings (*.npz)</translation>
        </message>
    </context>
    <context>
        <name>EncoderPage</name>
        <message>
            <source>Another encoder</source>
            <translation>Ein anderer Encoder</translation>
        </message>
        <message>
            <source>Any model of open_clip or timm, by its spec, or a folder with weights.</source>
            <translation>Jedes Modell von open_clip oder timm, mit seiner Angabe, oder ein Ordner mit Gewichten.</translation>
        </message>
        <message>
            <source>Spec of the encoder</source>
            <translation>Angabe des Encoders</translation>
        </message>
        <message>
            <source>Use a folder with weights…</source>
            <translation>Ordner mit Gewichten verwenden…</translation>
        </message>
        <message>
            <source>Encoder</source>
            <translation>Encoder</translation>
        </message>
        <message>
            <source>The encoder turns an image into numbers that can be compared. Another one looks at every image again, in the background; labels stay.</source>
            <translation>Der Encoder macht aus einem Bild Zahlen, die sich vergleichen lassen. Ein anderer sieht jedes Bild neu an, im Hintergrund; Labels bleiben.</translation>
        </message>
        <message>
            <source>Type a spec, or choose a folder with weights.</source>
            <translation>Eine Angabe tippen oder einen Ordner mit Gewichten wählen.</translation>
        </message>
        <message>
            <source>Needs no weights</source>
            <translation>Braucht keine Gewichte</translation>
        </message>
        <message>
            <source>Ready, {size}</source>
            <translation>Bereit, {size}</translation>
        </message>
        <message>
            <source>Download, {size}</source>
            <translation>Download, {size}</translation>
        </message>
        <message>
            <source>Weights: {path}</source>
            <translation>Gewichte: {path}</translation>
        </message>
        <message>
            <source>Fetched to: {path}</source>
            <translation>Wird geholt nach: {path}</translation>
        </message>
        <message>
            <source>Licence: {licence}</source>
            <translation>Lizenz: {licence}</translation>
        </message>
        <message>
            <source>Folder with weights</source>
            <translation>Ordner mit Gewichten</translation>
        </message>
    </context>
    <context>
        <name>Encoders</name>
        <message>
            <source>Fast (TinyCLIP 40M)</source>
            <translation>Schnell (TinyCLIP 40M)</translation>
        </message>
        <message>
            <source>About three times as fast as balanced, for large folders on a slow machine.</source>
            <translation>Etwa dreimal so schnell wie „Ausgewogen“, für große Ordner auf langsamen Rechnern.</translation>
        </message>
        <message>
            <source>Balanced (CLIP ViT-B-32-256)</source>
            <translation>Ausgewogen (CLIP ViT-B-32-256)</translation>
        </message>
        <message>
            <source>The default: the best accuracy for its cost.</source>
            <translation>Der Standard: die beste Genauigkeit für den Aufwand.</translation>
        </message>
        <message>
            <source>Accurate (CLIP EVA02-B-16)</source>
            <translation>Genau (CLIP EVA02-B-16)</translation>
        </message>
        <message>
            <source>About a third as fast as balanced, for classes that look alike.</source>
            <translation>Etwa ein Drittel so schnell wie „Ausgewogen“, für Klassen, die sich ähneln.</translation>
        </message>
        <message>
            <source>Built in (no download)</source>
            <translation>Eingebaut (kein Download)</translation>
        </message>
        <message>
            <source>Works at once and without a connection; suggestions are less accurate.</source>
            <translation>Geht sofort und ohne Verbindung; die Vorschläge sind weniger genau.</translation>
        </message>
    </context>
    <context>
        <name>EpsilonPanel</name>
        <message>
            <source>Epsilon</source>
            <translation>Epsilon</translation>
        </message>
        <message>
            <source>Left: more is called new. Right: less is. Let go to use the value.</source>
            <translation>Links: mehr gilt als neu. Rechts: weniger. Loslassen, um den Wert zu verwenden.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>The program chooses epsilon after each of your answers, so that it saves keys or at least costs none</source>
            <translation>Das Programm wählt Epsilon nach jeder Antwort so, dass es Tasten spart oder wenigstens keine kostet</translation>
        </message>
        <message>
            <source>Use {epsilon}</source>
            <translation>{epsilon} verwenden</translation>
        </message>
        <message>
            <source>{epsilon} finds new classes best on your labels: F1 {share}</source>
            <translation>{epsilon} findet neue Klassen bei diesen Labels am besten: F1 {share}</translation>
        </message>
        <message>
            <source>No epsilon</source>
            <translation>Kein Epsilon</translation>
        </message>
        <message>
            <source>Nothing is called new for now: on your labels so far it would cost keys.</source>
            <translation>Vorerst wird nichts neu genannt: bei den Labels bisher würde es Tasten kosten.</translation>
        </message>
        <message>
            <source>Nothing is called new.</source>
            <translation>Nichts wird neu genannt.</translation>
        </message>
        <message>
            <source>Epsilon {value}</source>
            <translation>Epsilon {value}</translation>
        </message>
        <message>
            <source>costs and saves no keys</source>
            <translation>kostet und spart keine Tasten</translation>
        </message>
        <message>
            <source>saves {keys:.1f} keys in 100 images</source>
            <translation>spart {keys:.1f} Tasten auf 100 Bilder</translation>
        </message>
        <message>
            <source>costs {keys:.1f} keys in 100 images</source>
            <translation>kostet {keys:.1f} Tasten auf 100 Bilder</translation>
        </message>
        <message>
            <source>Precision {precision}, recall {recall}; {cost}.</source>
            <translation>Precision {precision}, Recall {recall}; {cost}.</translation>
        </message>
        <message>
            <source>Of {total:,} waiting images, {new:,} would look new.</source>
            <translation>Von {total:,} wartenden Bildern sähen {new:,} neu aus.</translation>
        </message>
    </context>
    <context>
        <name>ExampleStrip</name>
        <message>
            <source>Go to this picture, labelled “{name}”</source>
            <translation>Zu diesem Bild gehen, Label „{name}“</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Kein Bild</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Writes a folder per class, and tables of the labels.</source>
            <translation>Schreibt je Klasse einen Ordner, und Tabellen der Labels.</translation>
        </message>
        <message>
            <source>Folder for the export</source>
            <translation>Ordner für den Export</translation>
        </message>
        <message>
            <source>A new or empty folder</source>
            <translation>Ein neuer oder leerer Ordner</translation>
        </message>
        <message>
            <source>Split into training and validation</source>
            <translation>In Training und Validierung teilen</translation>
        </message>
        <message>
            <source>Share for validation</source>
            <translation>Anteil für die Validierung</translation>
        </message>
        <message>
            <source>Seed of the split</source>
            <translation>Startwert der Teilung</translation>
        </message>
        <message>
            <source>The same seed gives the same split again</source>
            <translation>Derselbe Startwert gibt wieder dieselbe Teilung</translation>
        </message>
        <message>
            <source>Read every file back from the disk</source>
            <translation>Jede Datei von der Platte zurücklesen</translation>
        </message>
        <message>
            <source>Takes about twice as long. Without it, what is copied is compared as it is read</source>
            <translation>Dauert etwa doppelt so lang. Ohne dies wird beim Lesen verglichen, was kopiert wird</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>No image has a label yet, so there is nothing to export.</source>
            <translation>Noch hat kein Bild ein Label, also gibt es nichts zu exportieren.</translation>
        </message>
        <message>
            <source>Looking at the folder…</source>
            <translation>Der Ordner wird angesehen…</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Copy the files</source>
            <translation>Dateien kopieren</translation>
        </message>
        <message>
            <source>Byte for byte. Safe to move and to change afterwards.</source>
            <translation>Byte für Byte. Lässt sich danach gefahrlos verschieben und ändern.</translation>
        </message>
        <message>
            <source>Hard links</source>
            <translation>Harte Links</translation>
        </message>
        <message>
            <source>Takes no space, on the same disk only. Who edits one edits your original.</source>
            <translation>Braucht keinen Platz, nur auf derselben Platte. Wer eine ändert, ändert das Original.</translation>
        </message>
        <message>
            <source>Symbolic links</source>
            <translation>Symbolische Links</translation>
        </message>
        <message>
            <source>Takes no space. Works while the originals stay where they are.</source>
            <translation>Braucht keinen Platz. Geht, solange die Originale bleiben, wo sie sind.</translation>
        </message>
        <message>
            <source>Labels only</source>
            <translation>Nur Labels</translation>
        </message>
        <message>
            <source>Writes the tables and no image files.</source>
            <translation>Schreibt die Tabellen und keine Bilddateien.</translation>
        </message>
        <message>
            <source>1 labelled image</source>
            <translation>1 gelabeltes Bild</translation>
        </message>
        <message>
            <source>{n:,} labelled images</source>
            <translation>{n:,} gelabelte Bilder</translation>
        </message>
        <message>
            <source>1 class</source>
            <translation>1 Klasse</translation>
        </message>
        <message>
            <source>{n:,} classes</source>
            <translation>{n:,} Klassen</translation>
        </message>
        <message>
            <source>{images} in {classes}.</source>
            <translation>{images} in {classes}.</translation>
        </message>
        <message>
            <source>{n:,} unlabelled</source>
            <translation>{n:,} ungelabelt</translation>
        </message>
        <message>
            <source>{n:,} skipped</source>
            <translation>{n:,} übersprungen</translation>
        </message>
        <message>
            <source>{n:,} discarded</source>
            <translation>{n:,} verworfen</translation>
        </message>
        <message>
            <source>{list} stay out; a table lists them.</source>
            <translation>{list} bleiben draußen; eine Tabelle nennt sie.</translation>
        </message>
        <message>
            <source>&amp;Folder</source>
            <translation>&amp;Ordner</translation>
        </message>
        <message>
            <source>For &amp;validation</source>
            <translation>Für &amp;Validierung</translation>
        </message>
        <message>
            <source>See&amp;d</source>
            <translation>Star&amp;twert</translation>
        </message>
    </context>
    <context>
        <name>FaultReporter</name>
        <message>
            <source>The program ended unexpectedly the last time. Your labels are saved. Please report it with the details.</source>
            <translation>Das Programm wurde beim letzten Mal unerwartet beendet. Die Labels sind gespeichert. Bitte den Fehler mit den Einzelheiten melden.</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Einzelheiten kopieren</translation>
        </message>
        <message>
            <source>Something went wrong that should not have ({summary}). Your labels are saved; you can go on. Please report it with the details.</source>
            <translation>Es ist etwas schiefgegangen, das nicht schiefgehen sollte ({summary}). Die Labels sind gespeichert, die Arbeit kann weitergehen. Bitte den Fehler mit den Einzelheiten melden.</translation>
        </message>
    </context>
    <context>
        <name>FilmModel</name>
        <message>
            <source>Image {n}</source>
            <translation>Bild {n}</translation>
        </message>
        <message>
            <source>The file is missing</source>
            <translation>Die Datei fehlt</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>Cannot be read: {reason}</source>
            <translation>Nicht lesbar: {reason}</translation>
        </message>
        <message>
            <source>Labelled {name} by the machine</source>
            <translation>Von der Maschine gelabelt: {name}</translation>
        </message>
        <message>
            <source>Labelled {name}</source>
            <translation>Gelabelt: {name}</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Verworfen</translation>
        </message>
        <message>
            <source>Not labelled yet</source>
            <translation>Noch nicht gelabelt</translation>
        </message>
    </context>
    <context>
        <name>FilmStrip</name>
        <message>
            <source>Film strip</source>
            <translation>Filmstreifen</translation>
        </message>
    </context>
    <context>
        <name>ImageStage</name>
        <message>
            <source>Looking for images…</source>
            <translation>Bilder werden gesucht…</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Verworfen</translation>
        </message>
        <message>
            <source>No images here</source>
            <translation>Keine Bilder hier</translation>
        </message>
        <message>
            <source>This image is missing</source>
            <translation>Dieses Bild fehlt</translation>
        </message>
        <message>
            <source>This image cannot be shown</source>
            <translation>Dieses Bild kann nicht gezeigt werden</translation>
        </message>
    </context>
    <context>
        <name>ImageStrip</name>
        <message>
            <source>Images</source>
            <translation>Bilder</translation>
        </message>
    </context>
    <context>
        <name>ImageView</name>
        <message>
            <source>No image</source>
            <translation>Kein Bild</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Wird geladen</translation>
        </message>
        <message>
            <source>{width} by {height} pixels</source>
            <translation>{width} mal {height} Pixel</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Import labels</source>
            <translation>Labels importieren</translation>
        </message>
        <message>
            <source>Pictures that are in this folder get their labels; other pictures serve as examples for suggestions. Undo takes it back.</source>
            <translation>Bilder, die in diesem Ordner sind, bekommen ihre Labels; andere dienen als Beispiele für Vorschläge. Rückgängig nimmt es zurück.</translation>
        </message>
        <message>
            <source>A folder per class</source>
            <translation>Ein Ordner je Klasse</translation>
        </message>
        <message>
            <source>Every folder inside is a class. Its pictures are recognised by their content.</source>
            <translation>Jeder Ordner darin ist eine Klasse. Seine Bilder werden am Inhalt erkannt.</translation>
        </message>
        <message>
            <source>A table (CSV)</source>
            <translation>Eine Tabelle (CSV)</translation>
        </message>
        <message>
            <source>With a column for the path and one for the class, as the export writes it.</source>
            <translation>Mit einer Spalte für den Pfad und einer für die Klasse, wie der Export sie schreibt.</translation>
        </message>
        <message>
            <source>Folder that holds a folder per class</source>
            <translation>Ordner, der je Klasse einen Ordner enthält</translation>
        </message>
        <message>
            <source>Replace labels that images have already</source>
            <translation>Labels ersetzen, die Bilder schon haben</translation>
        </message>
        <message>
            <source>Otherwise an image that has a label keeps it</source>
            <translation>Sonst behält ein Bild das Label, das es hat</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Importieren</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>&amp;Table</source>
            <translation>&amp;Tabelle</translation>
        </message>
        <message>
            <source>Table of labels</source>
            <translation>Tabelle der Labels</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tabellen (*.csv)</translation>
        </message>
        <message>
            <source>&amp;Folder</source>
            <translation>&amp;Ordner</translation>
        </message>
    </context>
    <context>
        <name>KeyButton</name>
        <message>
            <source>{text}, key {key}</source>
            <translation>{text}, Taste {key}</translation>
        </message>
    </context>
    <context>
        <name>KeyCap</name>
        <message>
            <source>Key {key}</source>
            <translation>Taste {key}</translation>
        </message>
    </context>
    <context>
        <name>KeysPage</name>
        <message>
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation>Aktionen und ihre Tasten</translation>
        </message>
        <message>
            <source>Choose an action to change its keys.</source>
            <translation>Eine Aktion wählen, um ihre Tasten zu ändern.</translation>
        </message>
        <message>
            <source>New key: press it here</source>
            <translation>Neue Taste: hier drücken</translation>
        </message>
        <message>
            <source>Press here</source>
            <translation>Hier drücken</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Give the action this key as well</source>
            <translation>Der Aktion auch diese Taste geben</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Ersetzen</translation>
        </message>
        <message>
            <source>Give the action this key instead of those it has</source>
            <translation>Der Aktion diese Taste geben statt derer, die sie hat</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Keine Taste</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Standard</translation>
        </message>
        <message>
            <source>Give the action its default keys back</source>
            <translation>Der Aktion ihre Standardtasten zurückgeben</translation>
        </message>
        <message>
            <source>All keys as they were at first</source>
            <translation>Alle Tasten wie zu Beginn</translation>
        </message>
        <message>
            <source>Take it</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>New &amp;key</source>
            <translation>Neue &amp;Taste</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>“{key}” is kept for other things. Choose another key.</source>
            <translation>„{key}“ ist für anderes reserviert. Bitte eine andere Taste wählen.</translation>
        </message>
        <message>
            <source>This action has “{key}” already.</source>
            <translation>Diese Aktion hat „{key}“ schon.</translation>
        </message>
        <message>
            <source>“{key}” is the key of “{owner}”.</source>
            <translation>„{key}“ ist die Taste von „{owner}“.</translation>
        </message>
        <message>
            <source>“{key}” is the key of the class “{name}”, which gets another one.</source>
            <translation>„{key}“ ist die Taste der Klasse „{name}“, die eine andere bekommt.</translation>
        </message>
    </context>
    <context>
        <name>KeysSheet</name>
        <message>
            <source>Sheet of keys</source>
            <translation>Tastenübersicht</translation>
        </message>
        <message>
            <source>Search actions and keys</source>
            <translation>Aktionen und Tasten suchen</translation>
        </message>
        <message>
            <source>No action fits the search.</source>
            <translation>Keine Aktion passt zur Suche.</translation>
        </message>
        <message>
            <source>Esc closes · keys are changed in the settings</source>
            <translation>Esc schließt · Tasten lassen sich in den Einstellungen ändern</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Klassen</translation>
        </message>
    </context>
    <context>
        <name>LooksPage</name>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Follows it as it changes.</source>
            <translation>Folgt ihm, wenn es sich ändert.</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark words on light grounds.</source>
            <translation>Dunkle Schrift auf hellem Grund.</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Light words on dark grounds.</source>
            <translation>Helle Schrift auf dunklem Grund.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Keep the zoom between images</source>
            <translation>Zoom zwischen Bildern beibehalten</translation>
        </message>
        <message>
            <source>Size of the pictures in the &amp;film strip</source>
            <translation>Größe der Bilder im &amp;Filmstreifen</translation>
        </message>
        <message>
            <source>Size of the pictures in the film strip</source>
            <translation>Größe der Bilder im Filmstreifen</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>It changes when the program starts the next time.</source>
            <translation>Sie ändert sich beim nächsten Start des Programms.</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Bilder</translation>
        </message>
    </context>
    <context>
        <name>MatrixCell</name>
        <message>
            <source>1 image</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>{n:,} images</source>
            <translation>{n:,} Bilder</translation>
        </message>
        <message>
            <source>{sentence}, {share} of the row</source>
            <translation>{sentence}, {share} der Zeile</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>Newer message</source>
            <translation>Neuere Meldung</translation>
        </message>
        <message>
            <source>Older message</source>
            <translation>Ältere Meldung</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
        <message>
            <source>Info</source>
            <translation>Hinweis</translation>
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
            <source>{n} of {all}</source>
            <translation>{n} von {all}</translation>
        </message>
    </context>
    <context>
        <name>MethodPage</name>
        <message>
            <source>What ranks the classes</source>
            <translation>Was die Klassen ordnet</translation>
        </message>
        <message>
            <source>Cosine</source>
            <translation>Kosinus</translation>
        </message>
        <message>
            <source>Compares directions. The usual choice.</source>
            <translation>Vergleicht Richtungen. Die übliche Wahl.</translation>
        </message>
        <message>
            <source>Euclidean (L2)</source>
            <translation>Euklidisch (L2)</translation>
        </message>
        <message>
            <source>Compares directions and lengths.</source>
            <translation>Vergleicht Richtungen und Längen.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>Worked out from your own answers, so that it saves keys and costs none.</source>
            <translation>Aus den eigenen Antworten berechnet, so dass es Tasten spart und keine kostet.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keines</translation>
        </message>
        <message>
            <source>Never suggests a new class once there is one.</source>
            <translation>Schlägt nie eine neue Klasse vor, sobald es eine gibt.</translation>
        </message>
        <message>
            <source>A number</source>
            <translation>Eine Zahl</translation>
        </message>
        <message>
            <source>An image farther than this from all that is labelled looks new. The statistics show what a number does (Ctrl+T).</source>
            <translation>Ein Bild, das weiter als dies von allem Gelabelten entfernt ist, sieht neu aus. Was eine Zahl bewirkt, zeigt die Statistik (Strg+T).</translation>
        </message>
        <message>
            <source>Epsilon</source>
            <translation>Epsilon</translation>
        </message>
        <message>
            <source>Bring embeddings to length 1 before averaging</source>
            <translation>Embeddings vor dem Mitteln auf Länge 1 bringen</translation>
        </message>
        <message>
            <source>Keeps an image with a long embedding from weighing more than others</source>
            <translation>Verhindert, dass ein Bild mit langem Embedding mehr wiegt als andere</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>Abstand</translation>
        </message>
        <message>
            <source>Epsilon, the threshold for a new class</source>
            <translation>Epsilon, die Schwelle für eine neue Klasse</translation>
        </message>
    </context>
    <context>
        <name>NameCommands</name>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Dieses Fenster zeigt die Sitzung nur; nichts, was hier gedrückt wird, bleibt erhalten.</translation>
        </message>
    </context>
    <context>
        <name>NamesDialog</name>
        <message>
            <source>Class names</source>
            <translation>Klassennamen</translation>
        </message>
        <message>
            <source>One name per line; a list can be pasted.</source>
            <translation>Ein Name je Zeile; eine Liste lässt sich einfügen.</translation>
        </message>
        <message>
            <source>Names of classes, one per line</source>
            <translation>Namen von Klassen, einer je Zeile</translation>
        </message>
        <message>
            <source>Make the classes</source>
            <translation>Klassen anlegen</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Strg+Enter</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>&amp;New names</source>
            <translation>&amp;Neue Namen</translation>
        </message>
        <message>
            <source>Classes there are ({n})</source>
            <translation>Vorhandene Klassen ({n})</translation>
        </message>
        <message>
            <source>This encoder ({title}) reads names: the first image has a suggestion already, and your labels take over from there. Names that say what is to be seen work best.</source>
            <translation>Dieser Encoder ({title}) liest Namen: schon das erste Bild hat einen Vorschlag, und dann übernehmen die Labels. Am besten sind Namen, die sagen, was zu sehen ist.</translation>
        </message>
        <message>
            <source>Every name becomes a class. Whether the encoder can read names shows once it is loaded.</source>
            <translation>Jeder Name wird eine Klasse. Ob der Encoder Namen lesen kann, zeigt sich, sobald er geladen ist.</translation>
        </message>
        <message>
            <source>Every name becomes a class. This encoder ({title}) cannot read names, so suggestions begin with your first labels; CLIP encoders read them.</source>
            <translation>Jeder Name wird eine Klasse. Dieser Encoder ({title}) kann keine Namen lesen, also beginnen die Vorschläge mit den ersten Labels; CLIP-Encoder lesen sie.</translation>
        </message>
        <message>
            <source>Line {line} is too long: a name has at most {most} characters.</source>
            <translation>Zeile {line} ist zu lang: ein Name hat höchstens {most} Zeichen.</translation>
        </message>
        <message>
            <source>{n} lines are too long, the first is line {line}: a name has at most {most} characters.</source>
            <translation>{n} Zeilen sind zu lang, die erste ist Zeile {line}: ein Name hat höchstens {most} Zeichen.</translation>
        </message>
        <message>
            <source>1 new class</source>
            <translation>1 neue Klasse</translation>
        </message>
        <message>
            <source>{n} new classes</source>
            <translation>{n} neue Klassen</translation>
        </message>
        <message>
            <source>1 exists already</source>
            <translation>1 gibt es schon</translation>
        </message>
        <message>
            <source>{n} exist already</source>
            <translation>{n} gibt es schon</translation>
        </message>
        <message>
            <source>1 repeats another</source>
            <translation>1 ist doppelt</translation>
        </message>
        <message>
            <source>{n} repeat others</source>
            <translation>{n} sind doppelt</translation>
        </message>
        <message>
            <source>All classes come in one step, which undo takes back.</source>
            <translation>Alle Klassen kommen in einem Schritt, den Rückgängig zurücknimmt.</translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>Right suggestions</source>
            <translation>Richtige Vorschläge</translation>
        </message>
        <message>
            <source>Labels a minute</source>
            <translation>Labels je Minute</translation>
        </message>
        <message>
            <source>Actions an image</source>
            <translation>Aktionen je Bild</translation>
        </message>
        <message>
            <source>Time left at this pace</source>
            <translation>Restzeit bei diesem Tempo</translation>
        </message>
        <message>
            <source>Decided by you · by the machine</source>
            <translation>Selbst · von der Maschine</translation>
        </message>
        <message>
            <source>Accuracy of the suggestions</source>
            <translation>Genauigkeit der Vorschläge</translation>
        </message>
        <message>
            <source>Label a few images first: the share of right suggestions appears here.</source>
            <translation>Zuerst einige Bilder labeln: der Anteil richtiger Vorschläge erscheint hier.</translation>
        </message>
        <message>
            <source>Precision and recall of new classes</source>
            <translation>Precision und Recall neuer Klassen</translation>
        </message>
        <message>
            <source>Label a few images of at least two classes first.</source>
            <translation>Zuerst einige Bilder aus mindestens zwei Klassen labeln.</translation>
        </message>
        <message>
            <source>Label a few images first.</source>
            <translation>Zuerst einige Bilder labeln.</translation>
        </message>
        <message>
            <source>minutes of work</source>
            <translation>Minuten Arbeit</translation>
        </message>
        <message>
            <source>Your decisions</source>
            <translation>Eigene Entscheidungen</translation>
        </message>
        <message>
            <source>Moving average over</source>
            <translation>Gleitendes Mittel über</translation>
        </message>
        <message>
            <source>How many of the last images the moving average looks at</source>
            <translation>Über wie viele der letzten Bilder das gleitende Mittel geht</translation>
        </message>
        <message>
            <source>Average of the last tenth</source>
            <translation>Mittel des letzten Zehntels</translation>
        </message>
        <message>
            <source>Average of the last {n}</source>
            <translation>Mittel der letzten {n}</translation>
        </message>
        <message>
            <source>Noticing new classes</source>
            <translation>Neue Klassen bemerken</translation>
        </message>
        <message>
            <source>What every threshold would have done, worked out from your labels: each image counts once for its own class, and once as if its class were new. The dashed line is the precision of calling every image new.</source>
            <translation>Was jede Schwelle bewirkt hätte, aus den eigenen Labels berechnet: jedes Bild zählt einmal für seine eigene Klasse und einmal so, als wäre seine Klasse neu. Die gestrichelte Linie ist die Precision, wenn jedes Bild neu genannt wird.</translation>
        </message>
        <message>
            <source>Known or new</source>
            <translation>Bekannt oder neu</translation>
        </message>
        <message>
            <source>Share of right suggestions among {n:,} answered images, the first one of each class left out; with those, {all}.</source>
            <translation>Anteil richtiger Vorschläge unter {n:,} beantworteten Bildern, ohne das erste jeder Klasse; mit diesen {all}.</translation>
        </message>
        <message>
            <source>{n:,} labels in {time} of work; pauses of over 2 minutes are left out.</source>
            <translation>{n:,} Labels in {time} Arbeit; Pausen von über 2 Minuten sind abgezogen.</translation>
        </message>
        <message>
            <source>{acts:,} decisions, undo and redo included, about {images:,} images.</source>
            <translation>{acts:,} Entscheidungen, mit Rückgängig und Wiederholen, über etwa {images:,} Bilder.</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>{n:,} images have no label yet; the pace is that of the last 10 minutes of work.</source>
            <translation>{n:,} Bilder haben noch kein Label; das Tempo ist das der letzten 10 Minuten Arbeit.</translation>
        </message>
        <message>
            <source>{human:,} images were decided by you, {machine:,} by the machine.</source>
            <translation>{human:,} Bilder sind selbst entschieden, {machine:,} von der Maschine.</translation>
        </message>
        <message>
            <source>Since the beginning</source>
            <translation>Seit Beginn</translation>
        </message>
        <message>
            <source>Moving average</source>
            <translation>Gleitendes Mittel</translation>
        </message>
        <message>
            <source>After {n:,} images
{name}: {one}
{other}: {two}</source>
            <translation>Nach {n:,} Bildern
{name}: {one}
{other}: {two}</translation>
        </message>
        <message>
            <source>images answered</source>
            <translation>beantwortete Bilder</translation>
        </message>
        <message>
            <source>After {n:,} images, {one} of the suggestions were right since the beginning, and {two} in the moving average.</source>
            <translation>Nach {n:,} Bildern waren {one} der Vorschläge seit Beginn richtig, und {two} im gleitenden Mittel.</translation>
        </message>
        <message>
            <source>epsilon {epsilon}
precision {precision}
recall {recall}</source>
            <translation>Epsilon {epsilon}
Precision {precision}
Recall {recall}</translation>
        </message>
        <message>
            <source>recall: how many of the new classes are noticed</source>
            <translation>Recall: bemerkte neue Klassen</translation>
        </message>
        <message>
            <source>precision: how many of these are really new</source>
            <translation>Precision: davon wirklich neu</translation>
        </message>
        <message>
            <source>epsilon {epsilon}</source>
            <translation>Epsilon {epsilon}</translation>
        </message>
        <message>
            <source>Average precision {share}.</source>
            <translation>Mittlere Precision {share}.</translation>
        </message>
        <message>
            <source>No epsilon is in force. {area}</source>
            <translation>Kein Epsilon ist in Kraft. {area}</translation>
        </message>
        <message>
            <source>Now: precision {precision}, recall {recall}. {area}</source>
            <translation>Jetzt: Precision {precision}, Recall {recall}. {area}</translation>
        </message>
        <message>
            <source>Precision {precision}, recall {recall}.</source>
            <translation>Precision {precision}, Recall {recall}.</translation>
        </message>
        <message>
            <source>Dashed: {rate} on average.</source>
            <translation>Gestrichelt: {rate} im Mittel.</translation>
        </message>
        <message>
            <source>From {start} to {end} of work
{rate} labels a minute</source>
            <translation>Von {start} bis {end} Arbeit
{rate} Labels je Minute</translation>
        </message>
        <message>
            <source>{rate} labels a minute in {time} of work.</source>
            <translation>{rate} Labels je Minute in {time} Arbeit.</translation>
        </message>
        <message>
            <source>Suggestion accepted</source>
            <translation>Vorschlag angenommen</translation>
        </message>
        <message>
            <source>Another class chosen</source>
            <translation>Andere Klasse gewählt</translation>
        </message>
        <message>
            <source>New class named</source>
            <translation>Neue Klasse benannt</translation>
        </message>
        <message>
            <source>Page confirmed</source>
            <translation>Seite bestätigt</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Verworfen</translation>
        </message>
        <message>
            <source>Label removed</source>
            <translation>Label entfernt</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Zurückgenommen</translation>
        </message>
    </context>
    <context>
        <name>PageGrid</name>
        <message>
            <source>Images of the page</source>
            <translation>Bilder der Seite</translation>
        </message>
    </context>
    <context>
        <name>PageHeader</name>
        <message>
            <source>Not these</source>
            <translation>Diese nicht</translation>
        </message>
        <message>
            <source>None of them is of this class: leave all undecided and show others</source>
            <translation>Keines davon gehört zu dieser Klasse: alle unentschieden lassen und andere zeigen</translation>
        </message>
        <message>
            <source>Confirm {n} of {all}</source>
            <translation>{n} von {all} bestätigen</translation>
        </message>
        <message>
            <source>One at a time</source>
            <translation>Einzeln</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Confirm {n}</source>
            <translation>{n} bestätigen</translation>
        </message>
        <message>
            <source>Pages of look-alikes</source>
            <translation>Seiten ähnlicher Bilder</translation>
        </message>
        <message>
            <source>{n} image that looks like “{name}”</source>
            <translation>{n} Bild, das aussieht wie „{name}“</translation>
        </message>
        <message>
            <source>{n} images that look like “{name}”</source>
            <translation>{n} Bilder, die aussehen wie „{name}“</translation>
        </message>
        <message>
            <source>Working out the next page…</source>
            <translation>Die nächste Seite wird zusammengestellt…</translation>
        </message>
        <message>
            <source>{n} get another class.</source>
            <translation>{n} bekommen eine andere Klasse.</translation>
        </message>
        <message>
            <source>1 gets another class.</source>
            <translation>1 bekommt eine andere Klasse.</translation>
        </message>
        <message>
            <source>{n} stay undecided.</source>
            <translation>{n} bleiben unentschieden.</translation>
        </message>
        <message>
            <source>1 stays undecided.</source>
            <translation>1 bleibt unentschieden.</translation>
        </message>
        <message>
            <source>This window only shows the session.</source>
            <translation>Dieses Fenster zeigt die Sitzung nur.</translation>
        </message>
        <message>
            <source>With so few labels, some may well be of another class.</source>
            <translation>Bei so wenigen Labels gehören einige vielleicht zu einer anderen Klasse.</translation>
        </message>
        <message>
            <source>Probably all of them are right.</source>
            <translation>Wahrscheinlich stimmen alle.</translation>
        </message>
        <message>
            <source>About one of them may be another class.</source>
            <translation>Etwa eines davon gehört vielleicht zu einer anderen Klasse.</translation>
        </message>
        <message>
            <source>About {n} of them may be another class.</source>
            <translation>Etwa {n} davon gehören vielleicht zu einer anderen Klasse.</translation>
        </message>
        <message>
            <source>These are the last ones.</source>
            <translation>Das sind die letzten.</translation>
        </message>
        <message>
            <source>{n} more wait</source>
            <translation>{n} weitere warten</translation>
        </message>
        <message>
            <source>{n} are still being looked at</source>
            <translation>{n} werden noch angesehen</translation>
        </message>
    </context>
    <context>
        <name>PageNotes</name>
        <message>
            <source>Working out the page…</source>
            <translation>Die Seite wird zusammengestellt…</translation>
        </message>
        <message>
            <source>Nothing is labelled yet</source>
            <translation>Noch ist nichts gelabelt</translation>
        </message>
        <message>
            <source>Pages show images that look like a class, so there must be one.</source>
            <translation>Seiten zeigen Bilder, die wie eine Klasse aussehen, also muss es eine geben.</translation>
        </message>
        <message>
            <source>Enter goes back to the image: name the first classes, then come again.</source>
            <translation>Enter geht zurück zum Bild: zuerst die ersten Klassen benennen, dann wiederkommen.</translation>
        </message>
        <message>
            <source>{n} images are still to come.</source>
            <translation>{n} Bilder kommen noch.</translation>
        </message>
        <message>
            <source>The images are still being looked at</source>
            <translation>Die Bilder werden noch angesehen</translation>
        </message>
        <message>
            <source>The first page comes by itself.</source>
            <translation>Die erste Seite kommt von selbst.</translation>
        </message>
        <message>
            <source>Every image has a decision</source>
            <translation>Jedes Bild hat eine Entscheidung</translation>
        </message>
        <message>
            <source>Enter opens the export; Esc goes back to the images.</source>
            <translation>Enter öffnet den Export; Esc geht zurück zu den Bildern.</translation>
        </message>
        <message>
            <source>No images here</source>
            <translation>Keine Bilder hier</translation>
        </message>
        <message>
            <source>This folder holds no image.</source>
            <translation>Dieser Ordner enthält kein Bild.</translation>
        </message>
    </context>
    <context>
        <name>PageSheet</name>
        <message>
            <source>Some pictures are not on screen yet; press the key again then.</source>
            <translation>Einige Bilder sind noch nicht zu sehen; die Taste dann noch einmal drücken.</translation>
        </message>
        <message>
            <source>There are more pictures below; press the key again after a look.</source>
            <translation>Weiter unten sind noch Bilder; die Taste nach einem Blick darauf noch einmal drücken.</translation>
        </message>
        <message>
            <source>A picture that cannot be shown gets no label.</source>
            <translation>Ein Bild, das nicht gezeigt werden kann, bekommt kein Label.</translation>
        </message>
        <message>
            <source>Choose a picture first: click it, or go there with the arrows.</source>
            <translation>Zuerst ein Bild wählen: mit einem Klick oder den Pfeiltasten.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Dieses Fenster zeigt die Sitzung nur; nichts, was hier gedrückt wird, bleibt erhalten.</translation>
        </message>
    </context>
    <context>
        <name>PageTiles</name>
        <message>
            <source>Cannot be shown: stays undecided</source>
            <translation>Nicht zu zeigen: bleibt unentschieden</translation>
        </message>
        <message>
            <source>Taken out: stays undecided</source>
            <translation>Herausgenommen: bleibt unentschieden</translation>
        </message>
        <message>
            <source>Click or {key}: not this</source>
            <translation>Klick oder {key}: dies nicht</translation>
        </message>
        <message>
            <source>class key or {key}: another class</source>
            <translation>Klassentaste oder {key}: andere Klasse</translation>
        </message>
        <message>
            <source>Shift+click: several</source>
            <translation>Umschalt+Klick: mehrere</translation>
        </message>
        <message>
            <source>Space: look closer</source>
            <translation>Leertaste: näher ansehen</translation>
        </message>
        <message>
            <source>{key}: undo</source>
            <translation>{key}: rückgängig</translation>
        </message>
        <message>
            <source>Ctrl+wheel: size</source>
            <translation>Strg+Rad: Größe</translation>
        </message>
    </context>
    <context>
        <name>PageZoom</name>
        <message>
            <source>Space or Esc: back to the page</source>
            <translation>Leertaste oder Esc: zurück zur Seite</translation>
        </message>
        <message>
            <source>Closer look</source>
            <translation>Näher ansehen</translation>
        </message>
        <message>
            <source>This image cannot be shown</source>
            <translation>Dieses Bild kann nicht gezeigt werden</translation>
        </message>
        <message>
            <source>The picture is on its way…</source>
            <translation>Das Bild ist unterwegs…</translation>
        </message>
    </context>
    <context>
        <name>PathField</name>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>Browse: {name}</source>
            <translation>Durchsuchen: {name}</translation>
        </message>
    </context>
    <context>
        <name>PickModel</name>
        <message>
            <source>Proposed: {name}, key {n}</source>
            <translation>Vorgeschlagen: {name}, Taste {n}</translation>
        </message>
        <message>
            <source>New class “{name}”</source>
            <translation>Neue Klasse „{name}“</translation>
        </message>
    </context>
    <context>
        <name>PrecisionBox</name>
        <message>
            <source>The embeddings as their makers meant them.</source>
            <translation>Die Embeddings, wie ihre Urheber sie meinten.</translation>
        </message>
        <message>
            <source>Usually faster on a processor, slightly different suggestions.</source>
            <translation>Auf einem Prozessor meist schneller, etwas andere Vorschläge.</translation>
        </message>
        <message>
            <source>Full (float32)</source>
            <translation>Voll (float32)</translation>
        </message>
        <message>
            <source>8 bits (int8)</source>
            <translation>8 Bit (int8)</translation>
        </message>
        <message>
            <source>16 bits (bfloat16)</source>
            <translation>16 Bit (bfloat16)</translation>
        </message>
        <message>
            <source>Measure on this machine</source>
            <translation>Auf diesem Rechner messen</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Rechengenauigkeit</translation>
        </message>
        <message>
            <source>{what} ({done} of {total})…</source>
            <translation>{what} ({done} von {total})…</translation>
        </message>
        <message>
            <source>{times} times as fast here</source>
            <translation>Hier {times}-mal so schnell</translation>
        </message>
        <message>
            <source>As fast as in full precision here</source>
            <translation>Hier so schnell wie in voller Genauigkeit</translation>
        </message>
        <message>
            <source>Slower here: {times} times as fast</source>
            <translation>Hier langsamer: {times}-mal so schnell</translation>
        </message>
        <message>
            <source>{speed}; embeddings agree to at least {cosine} (cosine).</source>
            <translation>{speed}; die Embeddings stimmen mindestens zu {cosine} überein (Kosinus).</translation>
        </message>
        <message>
            <source>The built-in encoder has one precision.</source>
            <translation>Der eingebaute Encoder hat nur eine Genauigkeit.</translation>
        </message>
    </context>
    <context>
        <name>ProblemsDialog</name>
        <message>
            <source>Search files and reasons</source>
            <translation>Dateien und Gründe suchen</translation>
        </message>
        <message>
            <source>Files that cannot be read</source>
            <translation>Dateien, die nicht lesbar sind</translation>
        </message>
        <message>
            <source>Every file can be read.</source>
            <translation>Jede Datei ist lesbar.</translation>
        </message>
        <message>
            <source>Copy the list</source>
            <translation>Liste kopieren</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Read these files again: what kept them may have passed</source>
            <translation>Diese Dateien noch einmal lesen: das Hindernis ist vielleicht vorbei</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>1 file cannot be read</source>
            <translation>1 Datei ist nicht lesbar</translation>
        </message>
        <message>
            <source>{n:,} files cannot be read</source>
            <translation>{n:,} Dateien sind nicht lesbar</translation>
        </message>
        <message>
            <source>Problem files</source>
            <translation>Problemdateien</translation>
        </message>
        <message>
            <source>They are left out of suggestions; the files themselves are never touched.</source>
            <translation>Sie bleiben bei Vorschlägen außen vor; die Dateien selbst werden nie angerührt.</translation>
        </message>
    </context>
    <context>
        <name>ProblemsModel</name>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
    </context>
    <context>
        <name>ProgressRows</name>
        <message>
            <source>Fetching {file} to {folder}, in MB</source>
            <translation>{file} wird nach {folder} geholt, in MB</translation>
        </message>
        <message>
            <source>Taking labels back, or giving them again</source>
            <translation>Labels werden zurückgenommen oder wieder gegeben</translation>
        </message>
    </context>
    <context>
        <name>QuantityWords</name>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message>
            <source>1 minute ago</source>
            <translation>vor 1 Minute</translation>
        </message>
        <message>
            <source>{n} minutes ago</source>
            <translation>vor {n} Minuten</translation>
        </message>
        <message>
            <source>1 hour ago</source>
            <translation>vor 1 Stunde</translation>
        </message>
        <message>
            <source>{n} hours ago</source>
            <translation>vor {n} Stunden</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>gestern</translation>
        </message>
        <message>
            <source>1 day ago</source>
            <translation>vor 1 Tag</translation>
        </message>
        <message>
            <source>{n} days ago</source>
            <translation>vor {n} Tagen</translation>
        </message>
        <message>
            <source>1 week ago</source>
            <translation>vor 1 Woche</translation>
        </message>
        <message>
            <source>{n} weeks ago</source>
            <translation>vor {n} Wochen</translation>
        </message>
        <message>
            <source>1 month ago</source>
            <translation>vor 1 Monat</translation>
        </message>
        <message>
            <source>{n} months ago</source>
            <translation>vor {n} Monaten</translation>
        </message>
        <message>
            <source>1 year ago</source>
            <translation>vor 1 Jahr</translation>
        </message>
        <message>
            <source>{n} years ago</source>
            <translation>vor {n} Jahren</translation>
        </message>
        <message>
            <source>{n} s</source>
            <translation>{n} s</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <source>{h} h {n} min</source>
            <translation>{h} h {n} min</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n} h</translation>
        </message>
        <message>
            <source>{n} bytes</source>
            <translation>{n} Bytes</translation>
        </message>
    </context>
    <context>
        <name>RankedDelegate</name>
        <message>
            <source>New class</source>
            <translation>Neue Klasse</translation>
        </message>
        <message>
            <source>by name</source>
            <translation>nach Namen</translation>
        </message>
    </context>
    <context>
        <name>RankedModel</name>
        <message>
            <source>New class</source>
            <translation>Neue Klasse</translation>
        </message>
        <message>
            <source>New class, chance {chance}</source>
            <translation>Neue Klasse, Chance {chance}</translation>
        </message>
        <message>
            <source>key {key}</source>
            <translation>Taste {key}</translation>
        </message>
        <message>
            <source>1 image</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} Bilder</translation>
        </message>
        <message>
            <source>by its name</source>
            <translation>nach dem Namen</translation>
        </message>
        <message>
            <source>distance {distance:.3f}</source>
            <translation>Abstand {distance:.3f}</translation>
        </message>
    </context>
    <context>
        <name>RankerWords</name>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>Follows the one that does best on your own answers.</source>
            <translation>Folgt dem, der bei den eigenen Antworten am besten ist.</translation>
        </message>
        <message>
            <source>Mix</source>
            <translation>Mischung</translation>
        </message>
        <message>
            <source>Learned cosine, kernel and graph together.</source>
            <translation>Gelernter Kosinus, Kernel und Graph zusammen.</translation>
        </message>
        <message>
            <source>Prototypes</source>
            <translation>Prototypen</translation>
        </message>
        <message>
            <source>The published method alone: the nearest class mean.</source>
            <translation>Nur die veröffentlichte Methode: der nächste Klassenmittelwert.</translation>
        </message>
        <message>
            <source>Learned cosine</source>
            <translation>Gelernter Kosinus</translation>
        </message>
        <message>
            <source>The nearest class mean, by the differences that count for your classes.</source>
            <translation>Der nächste Klassenmittelwert, nach den Unterschieden, die für diese Klassen zählen.</translation>
        </message>
        <message>
            <source>Discriminant</source>
            <translation>Diskriminante</translation>
        </message>
        <message>
            <source>The likeliest class, where the images of all classes vary alike.</source>
            <translation>Die wahrscheinlichste Klasse, wenn die Bilder aller Klassen gleich streuen.</translation>
        </message>
        <message>
            <source>Nearest labelled images</source>
            <translation>Nächste gelabelte Bilder</translation>
        </message>
        <message>
            <source>The class of the labelled images that look most like this one.</source>
            <translation>Die Klasse der gelabelten Bilder, die diesem am ähnlichsten sind.</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>Kernel</translation>
        </message>
        <message>
            <source>All labelled images have a say, those alike the most.</source>
            <translation>Alle gelabelten Bilder reden mit, die ähnlichen am meisten.</translation>
        </message>
        <message>
            <source>Neighbourhood graph</source>
            <translation>Nachbarschaftsgraph</translation>
        </message>
        <message>
            <source>Labels spread from image to look-alike, by way of unlabelled ones too.</source>
            <translation>Labels breiten sich von Bild zu ähnlichem Bild aus, auch über ungelabelte.</translation>
        </message>
    </context>
    <context>
        <name>RankersPage</name>
        <message>
            <source>speaks now</source>
            <translation>spricht jetzt</translation>
        </message>
        <message>
            <source>How often each ranker was right</source>
            <translation>Wie oft jeder Ranker richtig lag</translation>
        </message>
        <message>
            <source>Rankers</source>
            <translation>Ranker</translation>
        </message>
        <message>
            <source>{words} (speaks now)</source>
            <translation>{words} (spricht jetzt)</translation>
        </message>
        <message>
            <source>on 1 answer of yours</source>
            <translation>bei 1 eigenen Antwort</translation>
        </message>
        <message>
            <source>on {n:,} answers of yours</source>
            <translation>bei {n:,} eigenen Antworten</translation>
        </message>
        <message>
            <source>Prototypes rank alone, so the others are not asked. The settings (Ctrl+,) let others rank.</source>
            <translation>Die Prototypen ordnen allein, also werden die anderen nicht gefragt. Die Einstellungen (Strg+,) lassen andere ordnen.</translation>
        </message>
        <message>
            <source>Label a few images first: before each answer all rankers say what they would suggest, and here you see how often each was right. They begin with 24 images in a folder.</source>
            <translation>Zuerst einige Bilder labeln: vor jeder Antwort sagen alle Ranker, was sie vorschlagen würden, und hier steht, wie oft jeder richtig lag. Sie beginnen bei 24 Bildern im Ordner.</translation>
        </message>
        <message>
            <source>The one that was right most often lately speaks; at the start it is the mix. The first image of a class, which none can foresee, counts too.</source>
            <translation>Es spricht der, der zuletzt am häufigsten richtig lag; am Anfang die Mischung. Auch das erste Bild einer Klasse zählt, das keiner vorhersehen kann.</translation>
        </message>
        <message>
            <source>“{name}” is chosen in the settings (Ctrl+,).</source>
            <translation>„{name}“ ist in den Einstellungen (Strg+,) gewählt.</translation>
        </message>
    </context>
    <context>
        <name>RecentCard</name>
        <message>
            <source>Open it to see what is wrong, and the ways back</source>
            <translation>Öffnen zeigt, was fehlt, und die Wege zurück</translation>
        </message>
        <message>
            <source>{labelled:,} of {total:,} labelled</source>
            <translation>{labelled:,} von {total:,} gelabelt</translation>
        </message>
        <message>
            <source>Session cannot be read</source>
            <translation>Sitzung nicht lesbar</translation>
        </message>
        <message>
            <source>Folder not found</source>
            <translation>Ordner nicht gefunden</translation>
        </message>
        <message>
            <source>Show in file manager</source>
            <translation>Im Dateimanager zeigen</translation>
        </message>
        <message>
            <source>Remove from this list</source>
            <translation>Aus dieser Liste entfernen</translation>
        </message>
        <message>
            <source>The session file stays where it is</source>
            <translation>Die Sitzungsdatei bleibt, wo sie ist</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message>
            <source>Is “{name}” two classes?</source>
            <translation>Sind in „{name}“ zwei Klassen?</translation>
        </message>
        <message>
            <source>Its images fall into two groups, of {n} and {m}. A new class would take the smaller one; you give its name.</source>
            <translation>Die Bilder zerfallen in zwei Gruppen, von {n} und {m}. Eine neue Klasse bekäme die kleinere; ihr Name ist frei zu wählen.</translation>
        </message>
        <message>
            <source>Keep one class</source>
            <translation>Eine Klasse lassen</translation>
        </message>
        <message>
            <source>Name the second class…</source>
            <translation>Zweite Klasse benennen…</translation>
        </message>
        <message>
            <source>The program labelled it so; by the other labels it looks more like “{name}”.</source>
            <translation>Das Programm hat es so gelabelt; nach den anderen Labels sieht es eher aus wie „{name}“.</translation>
        </message>
        <message>
            <source>By the other labels it looks more like “{name}”.</source>
            <translation>Nach den anderen Labels sieht es eher aus wie „{name}“.</translation>
        </message>
        <message>
            <source>Is this “{name}”?</source>
            <translation>Ist das „{name}“?</translation>
        </message>
        <message>
            <source>Keep “{name}”</source>
            <translation>„{name}“ behalten</translation>
        </message>
        <message>
            <source>Change to “{name}”</source>
            <translation>Zu „{name}“ ändern</translation>
        </message>
        <message>
            <source>One picture, two labels?</source>
            <translation>Ein Bild, zwei Labels?</translation>
        </message>
        <message>
            <source>Nearly the same picture, two labels?</source>
            <translation>Fast dasselbe Bild, zwei Labels?</translation>
        </message>
        <message>
            <source>Both files have the same content.</source>
            <translation>Beide Dateien haben denselben Inhalt.</translation>
        </message>
        <message>
            <source>They are far more alike than images of this folder usually are.</source>
            <translation>Sie sind sich viel ähnlicher als Bilder dieses Ordners sonst.</translation>
        </message>
        <message>
            <source>“{name}” fits better.</source>
            <translation>„{name}“ passt besser.</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>Beide behalten</translation>
        </message>
        <message>
            <source>Both “{name}”</source>
            <translation>Beide „{name}“</translation>
        </message>
        <message>
            <source>Are “{one}” and “{other}” one class?</source>
            <translation>Sind „{one}“ und „{other}“ eine Klasse?</translation>
        </message>
        <message>
            <source>{share} of their images look more like the other class. Merging is one step, which undo takes back.</source>
            <translation>{share} ihrer Bilder sehen eher aus wie die andere Klasse. Vereinen ist ein Schritt, den Rückgängig zurücknimmt.</translation>
        </message>
        <message>
            <source>Merge into “{name}”</source>
            <translation>Mit „{name}“ vereinen</translation>
        </message>
        <message>
            <source>Doubtful labels</source>
            <translation>Zweifelhafte Labels</translation>
        </message>
        <message>
            <source>Near-duplicates</source>
            <translation>Fast gleiche Bilder</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Klassen</translation>
        </message>
        <message>
            <source>{n} of {m}</source>
            <translation>{n} von {m}</translation>
        </message>
        <message>
            <source>looking over the labels…</source>
            <translation>die Labels werden durchgesehen…</translation>
        </message>
        <message>
            <source>Looking over the labels…</source>
            <translation>Die Labels werden durchgesehen…</translation>
        </message>
        <message>
            <source>Nothing to look over yet</source>
            <translation>Noch nichts durchzusehen</translation>
        </message>
        <message>
            <source>Label some images first; then this finds labels that do not fit.</source>
            <translation>Zuerst einige Bilder labeln; dann finden sich hier Labels, die nicht passen.</translation>
        </message>
        <message>
            <source>No label is in doubt</source>
            <translation>Kein Label ist zweifelhaft</translation>
        </message>
        <message>
            <source>No look-alikes with different labels</source>
            <translation>Keine ähnlichen Bilder mit verschiedenen Labels</translation>
        </message>
        <message>
            <source>Every class looks like one</source>
            <translation>Jede Klasse sieht wie eine aus</translation>
        </message>
        <message>
            <source>Still to look at: {others}</source>
            <translation>Noch anzusehen: {others}</translation>
        </message>
    </context>
    <context>
        <name>ReviewGroup</name>
        <message>
            <source>Go to this picture</source>
            <translation>Zu diesem Bild gehen</translation>
        </message>
    </context>
    <context>
        <name>ReviewHeader</name>
        <message>
            <source>Review</source>
            <translation>Durchsicht</translation>
        </message>
        <message>
            <source>What the program labelled first</source>
            <translation>Was das Programm gelabelt hat, zuerst</translation>
        </message>
        <message>
            <source>Ask about labels of the machine before those of a person</source>
            <translation>Labels der Maschine vor denen eines Menschen fragen</translation>
        </message>
        <message>
            <source>Looking over the labels</source>
            <translation>Die Labels werden durchgesehen</translation>
        </message>
        <message>
            <source>One at a time</source>
            <translation>Einzeln</translation>
        </message>
    </context>
    <context>
        <name>ReviewSheet</name>
        <message>
            <source>class key or {key}: another class</source>
            <translation>Klassentaste oder {key}: andere Klasse</translation>
        </message>
        <message>
            <source>{key}: new class</source>
            <translation>{key}: neue Klasse</translation>
        </message>
        <message>
            <source>{back} {on}: look without an answer</source>
            <translation>{back} {on}: ansehen ohne Antwort</translation>
        </message>
        <message>
            <source>{key}: undo</source>
            <translation>{key}: rückgängig</translation>
        </message>
        <message>
            <source>Merge the two classes, or keep both; names are changed with F2.</source>
            <translation>Die zwei Klassen vereinen oder beide behalten; Namen lassen sich mit F2 ändern.</translation>
        </message>
        <message>
            <source>The picture is not on screen yet; press the key again then.</source>
            <translation>Das Bild ist noch nicht zu sehen; die Taste dann noch einmal drücken.</translation>
        </message>
    </context>
    <context>
        <name>ReviewStage</name>
        <message>
            <source>This image cannot be shown</source>
            <translation>Dieses Bild kann nicht gezeigt werden</translation>
        </message>
    </context>
    <context>
        <name>ReviewStand</name>
        <message>
            <source>Labelled</source>
            <translation>Gelabelt</translation>
        </message>
        <message>
            <source>Looks more like</source>
            <translation>Sieht eher aus wie</translation>
        </message>
        <message>
            <source>{n} images stay</source>
            <translation>{n} Bilder bleiben</translation>
        </message>
        <message>
            <source>{n} images would be a new class</source>
            <translation>{n} Bilder wären eine neue Klasse</translation>
        </message>
        <message>
            <source>Its name is yours to give</source>
            <translation>Ihr Name ist frei zu wählen</translation>
        </message>
        <message>
            <source>1 image</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} Bilder</translation>
        </message>
    </context>
    <context>
        <name>Said</name>
        <message>
            <source>1 image of the selection not seen yet: scroll, then press again</source>
            <translation>1 Bild der Auswahl noch nicht gesehen: blättern, dann noch einmal drücken</translation>
        </message>
        <message>
            <source>{n:,} images of the selection not seen yet: scroll, then press again</source>
            <translation>{n:,} Bilder der Auswahl noch nicht gesehen: blättern, dann noch einmal drücken</translation>
        </message>
        <message>
            <source>That class does not exist any more.</source>
            <translation>Diese Klasse gibt es nicht mehr.</translation>
        </message>
        <message>
            <source>Choose another one.</source>
            <translation>Eine andere wählen.</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>(ohne Namen)</translation>
        </message>
        <message>
            <source>“{key}” is not one character.</source>
            <translation>„{key}“ ist nicht ein einzelnes Zeichen.</translation>
        </message>
        <message>
            <source>Choose a letter or a digit.</source>
            <translation>Einen Buchstaben oder eine Ziffer wählen.</translation>
        </message>
        <message>
            <source>A class cannot be merged into itself.</source>
            <translation>Eine Klasse kann nicht mit sich selbst vereint werden.</translation>
        </message>
        <message>
            <source>Choose another class.</source>
            <translation>Eine andere Klasse wählen.</translation>
        </message>
        <message>
            <source>There is a class “{name}” already.</source>
            <translation>Es gibt schon eine Klasse „{name}“.</translation>
        </message>
        <message>
            <source>Choose another name, or merge the two classes.</source>
            <translation>Einen anderen Namen wählen oder die beiden Klassen vereinen.</translation>
        </message>
        <message>
            <source>A class needs a name.</source>
            <translation>Eine Klasse braucht einen Namen.</translation>
        </message>
        <message>
            <source>The name has {count:,} characters, and at most {most} are kept.</source>
            <translation>Der Name hat {count:,} Zeichen, erlaubt sind höchstens {most}.</translation>
        </message>
        <message>
            <source>Type at least one letter.</source>
            <translation>Mindestens einen Buchstaben eingeben.</translation>
        </message>
        <message>
            <source>The name “{name}…” has {count:,} characters.</source>
            <translation>Der Name „{name}…“ hat {count:,} Zeichen.</translation>
        </message>
        <message>
            <source>Use at most {most}.</source>
            <translation>Höchstens {most} verwenden.</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>Datei oder Ordner nicht vorhanden</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>Zugriff verweigert</translation>
        </message>
        <message>
            <source>Operation not permitted</source>
            <translation>Vorgang nicht erlaubt</translation>
        </message>
        <message>
            <source>No space left on device</source>
            <translation>Kein Platz mehr auf dem Datenträger</translation>
        </message>
        <message>
            <source>Disk quota exceeded</source>
            <translation>Speicherkontingent überschritten</translation>
        </message>
        <message>
            <source>Read-only file system</source>
            <translation>Dateisystem nur lesbar</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>Ein-/Ausgabefehler</translation>
        </message>
        <message>
            <source>Not a directory</source>
            <translation>Kein Ordner</translation>
        </message>
        <message>
            <source>Is a directory</source>
            <translation>Ist ein Ordner</translation>
        </message>
        <message>
            <source>File exists</source>
            <translation>Datei schon vorhanden</translation>
        </message>
        <message>
            <source>Directory not empty</source>
            <translation>Ordner nicht leer</translation>
        </message>
        <message>
            <source>File name too long</source>
            <translation>Dateiname zu lang</translation>
        </message>
        <message>
            <source>File too large</source>
            <translation>Datei zu groß</translation>
        </message>
        <message>
            <source>Too many open files</source>
            <translation>Zu viele offene Dateien</translation>
        </message>
        <message>
            <source>Too many levels of symbolic links</source>
            <translation>Zu viele symbolische Links hintereinander</translation>
        </message>
        <message>
            <source>Device or resource busy</source>
            <translation>Gerät oder Ressource belegt</translation>
        </message>
        <message>
            <source>No such device</source>
            <translation>Gerät nicht vorhanden</translation>
        </message>
        <message>
            <source>No such device or address</source>
            <translation>Gerät oder Adresse nicht vorhanden</translation>
        </message>
        <message>
            <source>Stale file handle</source>
            <translation>Datei auf dem Server nicht mehr erreichbar</translation>
        </message>
        <message>
            <source>Host is down</source>
            <translation>Server nicht erreichbar</translation>
        </message>
        <message>
            <source>Connection timed out</source>
            <translation>Zeitüberschreitung der Verbindung</translation>
        </message>
        <message>
            <source>Transport endpoint is not connected</source>
            <translation>Verbindung zum Laufwerk getrennt</translation>
        </message>
        <message>
            <source>Cannot allocate memory</source>
            <translation>Kein Speicher mehr frei</translation>
        </message>
        <message>
            <source>Operation not supported</source>
            <translation>Vorgang nicht unterstützt</translation>
        </message>
        <message>
            <source>Function not implemented</source>
            <translation>Funktion nicht vorhanden</translation>
        </message>
        <message>
            <source>Invalid argument</source>
            <translation>Ungültiges Argument</translation>
        </message>
        <message>
            <source>Embedded elsewhere</source>
            <translation>Anderswo eingebettet</translation>
        </message>
        <message>
            <source>The encoder {spec} is not on this machine.</source>
            <translation>Der Encoder {spec} ist nicht auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Only images that were embedded elsewhere can be compared.</source>
            <translation>Vergleichen lassen sich nur Bilder, die anderswo eingebettet wurden.</translation>
        </message>
        <message>
            <source>Built-in</source>
            <translation>Eingebaut</translation>
        </message>
        <message>
            <source>There is no device called “{device}”.</source>
            <translation>Ein Gerät namens „{device}“ gibt es nicht.</translation>
        </message>
        <message>
            <source>Choose auto, cuda, mps or cpu.</source>
            <translation>auto, cuda, mps oder cpu wählen.</translation>
        </message>
        <message>
            <source>The device {device} was asked for, but this machine has none that PyTorch can use.</source>
            <translation>Das Gerät {device} ist gewünscht, aber dieser Rechner hat keines, das PyTorch verwenden kann.</translation>
        </message>
        <message>
            <source>Choose auto, or install a PyTorch made for your graphics card.</source>
            <translation>auto wählen oder ein PyTorch installieren, das für die Grafikkarte gemacht ist.</translation>
        </message>
        <message>
            <source>Check the connection and try again, or use a folder with weights.</source>
            <translation>Die Verbindung prüfen und es noch einmal versuchen, oder einen Ordner mit Gewichten verwenden.</translation>
        </message>
        <message>
            <source>The weights {weights} are not on this machine, and HF_HUB_OFFLINE forbids fetching them.</source>
            <translation>Die Gewichte {weights} sind nicht auf diesem Rechner, und HF_HUB_OFFLINE verbietet, sie zu holen.</translation>
        </message>
        <message>
            <source>Clear HF_HUB_OFFLINE, or use a folder with weights.</source>
            <translation>HF_HUB_OFFLINE löschen oder einen Ordner mit Gewichten verwenden.</translation>
        </message>
        <message>
            <source>the server does not answer</source>
            <translation>der Server antwortet nicht</translation>
        </message>
        <message>
            <source>the connection has fallen silent</source>
            <translation>über die Verbindung kommt nichts mehr</translation>
        </message>
        <message>
            <source>the process that fetches them ended too soon</source>
            <translation>der Prozess, der die Gewichte holt, endete zu früh</translation>
        </message>
        <message>
            <source>The weights {weights} cannot be fetched: {words}.</source>
            <translation>Die Gewichte {weights} lassen sich nicht holen: {words}.</translation>
        </message>
        <message>
            <source>the server does not say which version it has</source>
            <translation>der Server sagt nicht, welche Version er hat</translation>
        </message>
        <message>
            <source>the answer is not the hub's; perhaps this network wants you to log in first</source>
            <translation>die Antwort ist nicht die des Hubs; vielleicht verlangt dieses Netz zuerst eine Anmeldung</translation>
        </message>
        <message>
            <source>{weights} holds none of {files}</source>
            <translation>{weights} enthält keine dieser Dateien: {files}</translation>
        </message>
        <message>
            <source>another program is fetching the same file</source>
            <translation>ein anderes Programm holt gerade dieselbe Datei</translation>
        </message>
        <message>
            <source>the server sent something other than the file; nothing of it was kept</source>
            <translation>der Server hat etwas anderes als die Datei geschickt; nichts davon wurde behalten</translation>
        </message>
        <message>
            <source>the file arrived damaged, and was thrown away</source>
            <translation>die Datei kam beschädigt an und wurde verworfen</translation>
        </message>
        <message>
            <source>the hub has no such model, or does not show it to everyone</source>
            <translation>der Hub hat kein solches Modell, oder er zeigt es nicht jedem</translation>
        </message>
        <message>
            <source>the server answered an error</source>
            <translation>der Server hat mit einem Fehler geantwortet</translation>
        </message>
        <message>
            <source>the server answered {status}</source>
            <translation>der Server hat mit {status} geantwortet</translation>
        </message>
        <message>
            <source>the disk is full, or takes no file of that size</source>
            <translation>der Datenträger ist voll oder nimmt keine Datei dieser Größe an</translation>
        </message>
        <message>
            <source>{file} may not be written</source>
            <translation>{file} darf nicht geschrieben werden</translation>
        </message>
        <message>
            <source>there is no connection to the server</source>
            <translation>es besteht keine Verbindung zum Server</translation>
        </message>
        <message>
            <source>int8 does not work with this processor and this PyTorch.</source>
            <translation>int8 funktioniert mit diesem Prozessor und diesem PyTorch nicht.</translation>
        </message>
        <message>
            <source>Choose float32.</source>
            <translation>float32 wählen.</translation>
        </message>
        <message>
            <source>{title} is made of other layers than int8 makes faster ({share:.0%} of its work is in linear ones).</source>
            <translation>{title} besteht aus anderen Schichten als denen, die int8 schneller macht ({share:.0%} der Arbeit liegen in linearen).</translation>
        </message>
        <message>
            <source>Choose float32, or an encoder that is a transformer (fast, balanced, accurate).</source>
            <translation>float32 wählen, oder einen Encoder, der ein Transformer ist (fast, balanced, accurate).</translation>
        </message>
        <message>
            <source>int8 would change the embeddings of {title} by too much (a cosine of {cosine:.3f} to float32).</source>
            <translation>int8 würde die Embeddings von {title} zu sehr verändern (Kosinus {cosine:.3f} zu float32).</translation>
        </message>
        <message>
            <source>{title} cannot be loaded on the graphics card ({reason}).</source>
            <translation>{title} lässt sich nicht auf die Grafikkarte laden ({reason}).</translation>
        </message>
        <message>
            <source>Use it on the processor (device cpu), or choose a smaller encoder.</source>
            <translation>Ihn auf dem Prozessor verwenden (Gerät cpu) oder einen kleineren Encoder wählen.</translation>
        </message>
        <message>
            <source>There is too little memory to load {title}.</source>
            <translation>Der Speicher reicht nicht, um {title} zu laden.</translation>
        </message>
        <message>
            <source>Close other programs, or choose a smaller encoder.</source>
            <translation>Andere Programme schließen oder einen kleineren Encoder wählen.</translation>
        </message>
        <message>
            <source>The weights {weights} cannot be loaded ({reason}).</source>
            <translation>Die Gewichte {weights} lassen sich nicht laden ({reason}).</translation>
        </message>
        <message>
            <source>The file may be damaged or belong to another model: fetch it again, or choose another encoder.</source>
            <translation>Die Datei ist vielleicht beschädigt oder gehört zu einem anderen Modell: sie noch einmal holen oder einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>Choose another folder, or another encoder.</source>
            <translation>Einen anderen Ordner oder einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>{config} cannot be read ({reason}).</source>
            <translation>{config} lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>{config} is too large for a configuration.</source>
            <translation>{config} ist zu groß für eine Konfiguration.</translation>
        </message>
        <message>
            <source>{config} cannot be loaded: it is damaged, and no JSON.</source>
            <translation>{config} lässt sich nicht laden: Die Datei ist beschädigt und kein JSON.</translation>
        </message>
        <message>
            <source>{config} asks for more than weights: it sets “{key}”.</source>
            <translation>{config} verlangt mehr als Gewichte: „{key}“ ist gesetzt.</translation>
        </message>
        <message>
            <source>{config} asks for more than weights: “{key}” names no network of the library.</source>
            <translation>{config} verlangt mehr als Gewichte: „{key}“ nennt kein Netz der Bibliothek.</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}).</source>
            <translation>{path} lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>Check the folder, or choose another encoder.</source>
            <translation>Den Ordner prüfen oder einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>There is no folder {folder} with weights for {spec}.</source>
            <translation>Einen Ordner {folder} mit Gewichten für {spec} gibt es nicht.</translation>
        </message>
        <message>
            <source>The folder {folder} lacks {config}, the configuration that {family} expects beside the weights.</source>
            <translation>Im Ordner {folder} fehlt {config}, die Konfiguration, die {family} neben den Gewichten erwartet.</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be read ({reason}).</source>
            <translation>Der Ordner {folder} lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>The folder {folder} lacks the weights: {weights} is expected beside {config}.</source>
            <translation>Im Ordner {folder} fehlen die Gewichte: Neben {config} wird {weights} erwartet.</translation>
        </message>
        <message>
            <source>The tokenizer of {title} cannot be loaded ({reason}).</source>
            <translation>Der Tokenizer von {title} lässt sich nicht laden ({reason}).</translation>
        </message>
        <message>
            <source>Choose another encoder to search by text.</source>
            <translation>Für die Suche mit Text einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>open_clip has no model {model}.</source>
            <translation>open_clip hat kein Modell {model}.</translation>
        </message>
        <message>
            <source>open_clip has no weights {weights} for {model}.</source>
            <translation>open_clip hat keine Gewichte {weights} für {model}.</translation>
        </message>
        <message>
            <source>It has these models, among others: {names}.</source>
            <translation>Unter anderem gibt es diese Modelle: {names}.</translation>
        </message>
        <message>
            <source>It has these weights, among others: {names}.</source>
            <translation>Unter anderem gibt es diese Gewichte: {names}.</translation>
        </message>
        <message>
            <source>Only for x86-64 processors with AVX2, and this one is none.</source>
            <translation>Nur für x86-64-Prozessoren mit AVX2, und dieser ist keiner.</translation>
        </message>
        <message>
            <source>Only for processors with AMX or AVX512-BF16, and nothing is known of this one.</source>
            <translation>Nur für Prozessoren mit AMX oder AVX512-BF16, und über diesen ist nichts bekannt.</translation>
        </message>
        <message>
            <source>This processor has neither AMX nor AVX512-BF16: it would be slower.</source>
            <translation>Dieser Prozessor hat weder AMX noch AVX512-BF16: Es wäre langsamer.</translation>
        </message>
        <message>
            <source>{precision} is a precision of the processor, and {device} was asked for.</source>
            <translation>{precision} ist eine Rechengenauigkeit des Prozessors, gewünscht ist aber {device}.</translation>
        </message>
        <message>
            <source>Choose float32, which a graphics card computes in half precision, or the device cpu.</source>
            <translation>float32 wählen, das eine Grafikkarte in halber Rechengenauigkeit rechnet, oder das Gerät cpu.</translation>
        </message>
        <message>
            <source>{precision} is not for this machine. {why_not}</source>
            <translation>{precision} ist nichts für diesen Rechner. {why_not}</translation>
        </message>
        <message>
            <source>The layers of {title} cannot be told apart.</source>
            <translation>Die Schichten von {title} lassen sich nicht unterscheiden.</translation>
        </message>
        <message>
            <source>Fetched earlier.</source>
            <translation>Früher geholt.</translation>
        </message>
        <message>
            <source>The weights of {title} were damaged on this disk, and were thrown away.</source>
            <translation>Die Gewichte von {title} waren auf diesem Datenträger beschädigt und wurden verworfen.</translation>
        </message>
        <message>
            <source>Try again: they are fetched anew.</source>
            <translation>Es noch einmal versuchen: Die Gewichte werden neu geholt.</translation>
        </message>
        <message>
            <source>The weights of {spec} are not on this machine.</source>
            <translation>Die Gewichte von {spec} sind nicht auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Fetch them, or use a folder with weights.</source>
            <translation>Die Gewichte holen oder einen Ordner mit Gewichten verwenden.</translation>
        </message>
        <message>
            <source>Use fast, balanced, accurate, builtin, open_clip:MODEL/PRETRAINED, open_clip:local-dir:FOLDER, timm:NAME or timm:local-dir:FOLDER.</source>
            <translation>fast, balanced, accurate, builtin, open_clip:MODEL/PRETRAINED, open_clip:local-dir:FOLDER, timm:NAME oder timm:local-dir:FOLDER verwenden.</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>eingebaut</translation>
        </message>
        <message>
            <source>The built-in encoder does not compute in {precision}.</source>
            <translation>Der eingebaute Encoder rechnet nicht in {precision}.</translation>
        </message>
        <message>
            <source>It is fast as it is; other encoders may.</source>
            <translation>Er ist auch so schnell; andere Encoder können das.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder.</source>
            <translation>„{text}“ bezeichnet keinen Encoder.</translation>
        </message>
        <message>
            <source>“{text}” lacks the folder with the weights.</source>
            <translation>In „{text}“ fehlt der Ordner mit den Gewichten.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder: a timm model has no slash in its name.</source>
            <translation>„{text}“ bezeichnet keinen Encoder: Ein Modell von timm hat keinen Schrägstrich im Namen.</translation>
        </message>
        <message>
            <source>For a folder with weights, write timm:{local}{name}.</source>
            <translation>Für einen Ordner mit Gewichten timm:{local}{name} schreiben.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder: open_clip needs a model and the tag of its weights.</source>
            <translation>„{text}“ bezeichnet keinen Encoder: open_clip braucht ein Modell und den Namen seiner Gewichte.</translation>
        </message>
        <message>
            <source>Write open_clip:MODEL/PRETRAINED, for instance open_clip:ViT-B-32/openai.</source>
            <translation>open_clip:MODEL/PRETRAINED schreiben, zum Beispiel open_clip:ViT-B-32/openai.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder: it has more than one slash.</source>
            <translation>„{text}“ bezeichnet keinen Encoder: Es ist mehr als ein Schrägstrich darin.</translation>
        </message>
        <message>
            <source>For a folder with weights, write open_clip:{local}FOLDER.</source>
            <translation>Für einen Ordner mit Gewichten open_clip:{local}FOLDER schreiben.</translation>
        </message>
        <message>
            <source>timm has no model {architecture}.</source>
            <translation>timm hat kein Modell {architecture}.</translation>
        </message>
        <message>
            <source>timm has no weights {model}.</source>
            <translation>timm hat keine Gewichte {model}.</translation>
        </message>
        <message>
            <source>It has {names}.</source>
            <translation>Es gibt {names}.</translation>
        </message>
        <message>
            <source>Choose another model.</source>
            <translation>Ein anderes Modell wählen.</translation>
        </message>
        <message>
            <source>There is too little memory for {title} on {device}.</source>
            <translation>Für {title} reicht der Speicher auf {device} nicht.</translation>
        </message>
        <message>
            <source>{title} failed on {device} ({reason}).</source>
            <translation>{title} ist auf {device} gescheitert ({reason}).</translation>
        </message>
        <message>
            <source>Try again on the processor (device cpu), or choose another encoder.</source>
            <translation>Es noch einmal auf dem Prozessor versuchen (Gerät cpu) oder einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>{title} gives embeddings that are not numbers.</source>
            <translation>{title} liefert Embeddings, die keine Zahlen sind.</translation>
        </message>
        <message>
            <source>Its weights may be damaged; choose another encoder.</source>
            <translation>Die Gewichte sind vielleicht beschädigt; einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>{title} gives no embedding, but numbers of shape {shape}.</source>
            <translation>{title} liefert kein Embedding, sondern Zahlen der Form {shape}.</translation>
        </message>
        <message>
            <source>Choose another encoder.</source>
            <translation>Einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>The built-in encoder needs no weights.</source>
            <translation>Der eingebaute Encoder braucht keine Gewichte.</translation>
        </message>
        <message>
            <source>It works at once.</source>
            <translation>Er funktioniert sofort.</translation>
        </message>
        <message>
            <source>The weights of {spec} do not lie on the hub.</source>
            <translation>Die Gewichte von {spec} liegen nicht auf dem Hub.</translation>
        </message>
        <message>
            <source>Fetch them yourself and name their folder, or choose another encoder.</source>
            <translation>Die Gewichte von Hand holen und ihren Ordner angeben, oder einen anderen Encoder wählen.</translation>
        </message>
        <message>
            <source>The file has changed since it was labelled.</source>
            <translation>Die Datei hat sich geändert, seit sie gelabelt wurde.</translation>
        </message>
        <message>
            <source>Exporting the images</source>
            <translation>Die Bilder werden exportiert</translation>
        </message>
        <message>
            <source>an export never overwrites</source>
            <translation>ein Export überschreibt nie etwas</translation>
        </message>
        <message>
            <source>“{folder}” is not a folder.</source>
            <translation>„{folder}“ ist kein Ordner.</translation>
        </message>
        <message>
            <source>Choose a new or an empty folder.</source>
            <translation>Einen neuen oder leeren Ordner wählen.</translation>
        </message>
        <message>
            <source>The folder “{folder}” is not empty, and {promise}.</source>
            <translation>Der Ordner „{folder}“ ist nicht leer, und {promise}.</translation>
        </message>
        <message>
            <source>The folder “{folder}” cannot be used ({reason}).</source>
            <translation>Der Ordner „{folder}“ lässt sich nicht verwenden ({reason}).</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>Einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>The folder “{folder}” cannot be made ({reason}).</source>
            <translation>Der Ordner „{folder}“ lässt sich nicht anlegen ({reason}).</translation>
        </message>
        <message>
            <source>Choose a folder that you may write to.</source>
            <translation>Einen Ordner wählen, in den geschrieben werden darf.</translation>
        </message>
        <message>
            <source>An earlier export that was cut off has left “{folder}”; it can be deleted.</source>
            <translation>Ein früherer, abgebrochener Export hat „{folder}“ hinterlassen; der Ordner kann gelöscht werden.</translation>
        </message>
        <message>
            <source>it is not there</source>
            <translation>er ist nicht da</translation>
        </message>
        <message>
            <source>The folder with the images, “{folder}”, cannot be found or looked into ({reason}).</source>
            <translation>Der Ordner mit den Bildern, „{folder}“, ist nicht zu finden oder nicht einzusehen ({reason}).</translation>
        </message>
        <message>
            <source>Connect its disk or tell where it is now, or export the labels only.</source>
            <translation>Seinen Datenträger anschließen oder angeben, wo er jetzt ist, oder nur die Labels exportieren.</translation>
        </message>
        <message>
            <source>Removing the unfinished export</source>
            <translation>Der unfertige Export wird gelöscht</translation>
        </message>
        <message>
            <source>Writing the tables</source>
            <translation>Die Tabellen werden geschrieben</translation>
        </message>
        <message>
            <source>No image has a label yet, so there are only tables.</source>
            <translation>Noch hat kein Bild ein Label, also gibt es nur Tabellen.</translation>
        </message>
        <message>
            <source>1 file was copied, because hard links are not possible there.</source>
            <translation>1 Datei wurde kopiert, weil dort keine harten Links möglich sind.</translation>
        </message>
        <message>
            <source>{n:,} files were copied, because hard links are not possible there.</source>
            <translation>{n:,} Dateien wurden kopiert, weil dort keine harten Links möglich sind.</translation>
        </message>
        <message>
            <source>1 file was copied, because symbolic links are not possible there.</source>
            <translation>1 Datei wurde kopiert, weil dort keine symbolischen Links möglich sind.</translation>
        </message>
        <message>
            <source>{n:,} files were copied, because symbolic links are not possible there.</source>
            <translation>{n:,} Dateien wurden kopiert, weil dort keine symbolischen Links möglich sind.</translation>
        </message>
        <message>
            <source>The disk of “{folder}” is full, so the export stopped.</source>
            <translation>Der Datenträger von „{folder}“ ist voll, darum ist der Export stehen geblieben.</translation>
        </message>
        <message>
            <source>The export to “{folder}” stopped ({reason}).</source>
            <translation>Der Export nach „{folder}“ ist stehen geblieben ({reason}).</translation>
        </message>
        <message>
            <source>Free some space (about {size} are still needed) or choose another disk, then export again.</source>
            <translation>Platz schaffen (etwa {size} werden noch gebraucht) oder einen anderen Datenträger wählen, dann noch einmal exportieren.</translation>
        </message>
        <message>
            <source>See that the disk is connected and may be written to, then export again.</source>
            <translation>Dafür sorgen, dass der Datenträger angeschlossen und beschreibbar ist, dann noch einmal exportieren.</translation>
        </message>
        <message>
            <source>Free some space (about {size} are still needed) or choose another disk, then export again to the same folder: it goes on where it stopped.</source>
            <translation>Platz schaffen (etwa {size} werden noch gebraucht) oder einen anderen Datenträger wählen, dann noch einmal in denselben Ordner exportieren: Es geht dort weiter, wo es aufhörte.</translation>
        </message>
        <message>
            <source>See that the disk is connected and may be written to, then export again to the same folder: it goes on where it stopped.</source>
            <translation>Dafür sorgen, dass der Datenträger angeschlossen und beschreibbar ist, dann noch einmal in denselben Ordner exportieren: Es geht dort weiter, wo es aufhörte.</translation>
        </message>
        <message>
            <source>{n:,} of {total:,} images are in “{folder}” so far, which can also be deleted.</source>
            <translation>„{folder}“ enthält bisher {n:,} von {total:,} Bildern und kann auch gelöscht werden.</translation>
        </message>
        <message>
            <source>The Hugging Face imagefolder takes “{name}” for a part of a split; load this export with data_files={files}.</source>
            <translation>Der „imagefolder“ von Hugging Face hält „{name}“ für einen Teil der Teilung (split); diesen Export mit data_files={files} laden.</translation>
        </message>
        <message>
            <source>There is no folder “{folder}”.</source>
            <translation>Einen Ordner „{folder}“ gibt es nicht.</translation>
        </message>
        <message>
            <source>Choose a folder that holds class folders.</source>
            <translation>Einen Ordner wählen, der Klassenordner enthält.</translation>
        </message>
        <message>
            <source>The folder “{folder}” cannot be read ({reason}).</source>
            <translation>Der Ordner „{folder}“ lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>Allow reading it, or choose another folder.</source>
            <translation>Das Lesen erlauben oder einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>The folder “{folder}” holds no class folders.</source>
            <translation>Der Ordner „{folder}“ enthält keine Klassenordner.</translation>
        </message>
        <message>
            <source>Choose the folder that contains one folder for each class.</source>
            <translation>Den Ordner wählen, der je Klasse einen Ordner enthält.</translation>
        </message>
        <message>
            <source>line {line}: too few columns</source>
            <translation>Zeile {line}: zu wenige Spalten</translation>
        </message>
        <message>
            <source>line {line}: no path</source>
            <translation>Zeile {line}: kein Pfad</translation>
        </message>
        <message>
            <source>line {line}: a second class for “{path}”</source>
            <translation>Zeile {line}: eine zweite Klasse für „{path}“</translation>
        </message>
        <message>
            <source>line {line}: {reason}</source>
            <translation>Zeile {line}: {reason}</translation>
        </message>
        <message>
            <source>The table “{table}” has rows that cannot be used: {rows}; and {more} more.</source>
            <translation>Die Tabelle „{table}“ hat unbrauchbare Zeilen: {rows}; und {more} weitere.</translation>
        </message>
        <message>
            <source>The table “{table}” has rows that cannot be used: {rows}.</source>
            <translation>Die Tabelle „{table}“ hat unbrauchbare Zeilen: {rows}.</translation>
        </message>
        <message>
            <source>Correct these rows, then import again.</source>
            <translation>Diese Zeilen berichtigen, dann noch einmal importieren.</translation>
        </message>
        <message>
            <source>The folder cannot be read ({reason}).</source>
            <translation>Der Ordner lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>The table “{table}” cannot be read ({reason}).</source>
            <translation>Die Tabelle „{table}“ lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>Check the name and that you may read it.</source>
            <translation>Den Namen prüfen und ob die Tabelle gelesen werden darf.</translation>
        </message>
        <message>
            <source>The table “{table}” is not UTF-8 text (line {line}).</source>
            <translation>Die Tabelle „{table}“ ist kein UTF-8-Text (Zeile {line}).</translation>
        </message>
        <message>
            <source>Save it as CSV in UTF-8, then import again.</source>
            <translation>Die Tabelle als CSV in UTF-8 speichern, dann noch einmal importieren.</translation>
        </message>
        <message>
            <source>The table “{table}” has no columns for paths and classes (line 1: {header}).</source>
            <translation>Die Tabelle „{table}“ hat keine Spalten für Pfade und Klassen (Zeile 1: {header}).</translation>
        </message>
        <message>
            <source>Name them “path” and “class” in the first line.</source>
            <translation>Die Spalten in der ersten Zeile „path“ und „class“ nennen.</translation>
        </message>
        <message>
            <source>the copy of “{path}” reads back differently</source>
            <translation>die Kopie von „{path}“ weicht beim Zurücklesen ab</translation>
        </message>
        <message>
            <source>the copy of “{path}” is cut short</source>
            <translation>die Kopie von „{path}“ ist abgeschnitten</translation>
        </message>
        <message>
            <source>The folder “{folder}” lies inside the folder with the images.</source>
            <translation>Der Ordner „{folder}“ liegt im Ordner mit den Bildern.</translation>
        </message>
        <message>
            <source>Choose a folder outside it.</source>
            <translation>Einen Ordner außerhalb davon wählen.</translation>
        </message>
        <message>
            <source>The folder “{folder}” contains the folder with the images.</source>
            <translation>Der Ordner „{folder}“ enthält den Ordner mit den Bildern.</translation>
        </message>
        <message>
            <source>Choose a folder beside it.</source>
            <translation>Einen Ordner daneben wählen.</translation>
        </message>
        <message>
            <source>The folder “{folder}” lies inside {place}.</source>
            <translation>Der Ordner „{folder}“ liegt in {place}.</translation>
        </message>
        <message>
            <source>The folder “{folder}” lies inside “{images}”, which holds images to export.</source>
            <translation>Der Ordner „{folder}“ liegt in „{images}“, wo Bilder für den Export liegen.</translation>
        </message>
        <message>
            <source>Something has appeared there meanwhile</source>
            <translation>Dort ist inzwischen etwas aufgetaucht</translation>
        </message>
        <message>
            <source>It is not an ordinary file.</source>
            <translation>Es ist keine gewöhnliche Datei.</translation>
        </message>
        <message>
            <source>The file is gone.</source>
            <translation>Die Datei ist nicht mehr da.</translation>
        </message>
        <message>
            <source>There is no permission to read the file.</source>
            <translation>Die Datei darf nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The file cannot be read ({reason}).</source>
            <translation>Die Datei lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>The destination does not take this name ({reason}).</source>
            <translation>Das Ziel nimmt diesen Namen nicht an ({reason}).</translation>
        </message>
        <message>
            <source>The file changed while it was being copied.</source>
            <translation>Die Datei hat sich beim Kopieren geändert.</translation>
        </message>
        <message>
            <source>Checking the files</source>
            <translation>Die Dateien werden geprüft</translation>
        </message>
        <message>
            <source>Giving the files their names</source>
            <translation>Die Dateien bekommen ihre Namen</translation>
        </message>
        <message>
            <source>The file lies outside the folder with the images.</source>
            <translation>Die Datei liegt außerhalb des Ordners mit den Bildern.</translation>
        </message>
        <message>
            <source>Looking at what is there already</source>
            <translation>Was schon da ist, wird angesehen</translation>
        </message>
        <message>
            <source>The export needs about {needed}, and only {free} are free for “{folder}”.</source>
            <translation>Der Export braucht etwa {needed}, und nur {free} sind für „{folder}“ frei.</translation>
        </message>
        <message>
            <source>Free {missing}, choose another disk, or export links or labels only.</source>
            <translation>{missing} frei machen, einen anderen Datenträger wählen, oder nur Links oder Labels exportieren.</translation>
        </message>
        <message>
            <source>A validation share of {share:g} is not possible.</source>
            <translation>Ein Anteil von {share:g} für die Validierung ist nicht möglich.</translation>
        </message>
        <message>
            <source>Choose a share from 0 to {largest:g}.</source>
            <translation>Einen Anteil von 0 bis {largest:g} wählen.</translation>
        </message>
        <message>
            <source>A seed of {seed} is not possible.</source>
            <translation>Ein Startwert von {seed} ist nicht möglich.</translation>
        </message>
        <message>
            <source>Choose 0 or a larger number.</source>
            <translation>0 oder eine größere Zahl wählen.</translation>
        </message>
        <message>
            <source>Choose a folder that you may write to, on a disk that is not full.</source>
            <translation>Einen Ordner wählen, in den geschrieben werden darf, auf einem Datenträger mit freiem Platz.</translation>
        </message>
        <message>
            <source>the unfinished export cannot be removed</source>
            <translation>der unfertige Export lässt sich nicht löschen</translation>
        </message>
        <message>
            <source>Too many unfinished exports lie beside “{folder}”.</source>
            <translation>Neben „{folder}“ liegen zu viele unfertige Exporte.</translation>
        </message>
        <message>
            <source>Delete those that are not needed, or choose another folder.</source>
            <translation>Die nicht gebrauchten löschen oder einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>Another export to “{folder}” is under way.</source>
            <translation>Ein anderer Export nach „{folder}“ läuft gerade.</translation>
        </message>
        <message>
            <source>Wait until it is done, or choose another folder.</source>
            <translation>Warten, bis er fertig ist, oder einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>The demo pictures cannot be written to {folder} ({reason}).</source>
            <translation>Die Demobilder lassen sich nicht nach {folder} schreiben ({reason}).</translation>
        </message>
        <message>
            <source>the disk gave an error</source>
            <translation>der Datenträger meldet einen Fehler</translation>
        </message>
        <message>
            <source>Free some space or choose another folder.</source>
            <translation>Platz schaffen oder einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>Camera raw files, films and documents are not read: save their pictures as JPEG, PNG or TIFF.</source>
            <translation>Raw-Dateien von Kameras, Filme und Dokumente werden nicht gelesen: ihre Bilder als JPEG, PNG oder TIFF speichern.</translation>
        </message>
        <message>
            <source>not an image, or one of a kind that cannot be read: save it as PNG or JPEG</source>
            <translation>kein Bild, oder eines, das sich nicht lesen lässt: als PNG oder JPEG speichern</translation>
        </message>
        <message>
            <source>the image is damaged or cut short: get the file anew from where it came</source>
            <translation>das Bild ist beschädigt oder unvollständig: die Datei noch einmal von der Quelle holen</translation>
        </message>
        <message>
            <source>the image is too large: save a smaller copy of it</source>
            <translation>das Bild ist zu groß: eine kleinere Kopie speichern</translation>
        </message>
        <message>
            <source>the image takes too long to decode: save it anew as PNG or JPEG</source>
            <translation>das Bild zu decodieren dauert zu lange: neu als PNG oder JPEG speichern</translation>
        </message>
        <message>
            <source>this variety of image file is not supported: save it as PNG or JPEG</source>
            <translation>diese Art von Bilddatei wird nicht unterstützt: als PNG oder JPEG speichern</translation>
        </message>
        <message>
            <source>HEIC cannot be read here: install pi-heif, or save the image as JPEG</source>
            <translation>HEIC lässt sich hier nicht lesen: pi-heif installieren oder das Bild als JPEG speichern</translation>
        </message>
        <message>
            <source>the image could not be decoded: the system starts no other process</source>
            <translation>das Bild konnte nicht decodiert werden: das System startet keinen weiteren Prozess</translation>
        </message>
        <message>
            <source>the file has gone</source>
            <translation>die Datei ist verschwunden</translation>
        </message>
        <message>
            <source>the file is not there any more</source>
            <translation>die Datei ist nicht mehr da</translation>
        </message>
        <message>
            <source>the link leads nowhere</source>
            <translation>die Verknüpfung führt ins Leere</translation>
        </message>
        <message>
            <source>cannot be opened: no permission</source>
            <translation>nicht zu öffnen: keine Berechtigung</translation>
        </message>
        <message>
            <source>this is a folder, not an image</source>
            <translation>das ist ein Ordner, kein Bild</translation>
        </message>
        <message>
            <source>this is not an ordinary file</source>
            <translation>das ist keine gewöhnliche Datei</translation>
        </message>
        <message>
            <source>the path is too long</source>
            <translation>der Pfad ist zu lang</translation>
        </message>
        <message>
            <source>something is writing to the file</source>
            <translation>in die Datei wird gerade geschrieben</translation>
        </message>
        <message>
            <source>the file is empty</source>
            <translation>die Datei ist leer</translation>
        </message>
        <message>
            <source>there is too little memory at present</source>
            <translation>der Speicher reicht zurzeit nicht</translation>
        </message>
        <message>
            <source>cannot be read: the disk gave an error</source>
            <translation>nicht lesbar: der Datenträger meldet einen Fehler</translation>
        </message>
        <message>
            <source>there is too little memory for it at present</source>
            <translation>der Speicher reicht zurzeit nicht dafür</translation>
        </message>
        <message>
            <source>it cannot be made ready for the encoder (details are in the log)</source>
            <translation>es lässt sich nicht für den Encoder vorbereiten (Einzelheiten stehen im Protokoll)</translation>
        </message>
        <message>
            <source>the encoder cannot take this image (details are in the log)</source>
            <translation>der Encoder kann dieses Bild nicht verarbeiten (Einzelheiten stehen im Protokoll)</translation>
        </message>
        <message>
            <source>the image is too large ({n:,.0f} megapixels): save a smaller copy of it</source>
            <translation>das Bild ist zu groß ({n:,.0f} Megapixel): eine kleinere Kopie speichern</translation>
        </message>
        <message>
            <source>the image is too large ({width:,} by {height:,} pixels): save a smaller copy of it</source>
            <translation>das Bild ist zu groß ({width:,} × {height:,} Pixel): eine kleinere Kopie speichern</translation>
        </message>
        <message>
            <source>the file is too large ({n:,.0f} MB)</source>
            <translation>die Datei ist zu groß ({n:,.0f} MB)</translation>
        </message>
        <message>
            <source>cannot be read: {reason}</source>
            <translation>nicht lesbar ({reason})</translation>
        </message>
        <message>
            <source>The folder {folder} does not exist.</source>
            <translation>Den Ordner {folder} gibt es nicht.</translation>
        </message>
        <message>
            <source>Check the name, or choose another one.</source>
            <translation>Den Namen prüfen oder einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>{path} is a file, not a folder.</source>
            <translation>{path} ist eine Datei, kein Ordner.</translation>
        </message>
        <message>
            <source>Choose the folder that holds the images.</source>
            <translation>Den Ordner mit den Bildern wählen.</translation>
        </message>
        <message>
            <source>The folder {folder} may not be read.</source>
            <translation>Der Ordner {folder} darf nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Ask its owner for permission, or choose another folder.</source>
            <translation>Beim Eigentümer um Erlaubnis bitten oder einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>the name is not allowed</source>
            <translation>der Name ist nicht erlaubt</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be read: {reason}.</source>
            <translation>Der Ordner {folder} lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>no permission</source>
            <translation>keine Berechtigung</translation>
        </message>
        <message>
            <source>it has gone</source>
            <translation>nicht mehr vorhanden</translation>
        </message>
        <message>
            <source>it cannot be read</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>The session “{session}” belongs to another folder, “{folder}”.</source>
            <translation>Die Sitzung „{session}“ gehört zu einem anderen Ordner, „{folder}“.</translation>
        </message>
        <message>
            <source>Name another file for the session of this folder.</source>
            <translation>Für die Sitzung dieses Ordners eine andere Datei angeben.</translation>
        </message>
        <message>
            <source>Embedding the examples</source>
            <translation>Die Beispiele werden eingebettet</translation>
        </message>
        <message>
            <source>The only example image in “{folder}” could not be read ({reason}).</source>
            <translation>Das einzige Beispielbild in „{folder}“ ließ sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>None of the {n} example images in “{folder}” could be read (the first one: {reason}).</source>
            <translation>Keines der {n} Beispielbilder in „{folder}“ ließ sich lesen (das erste: {reason}).</translation>
        </message>
        <message>
            <source>See that they are images and that you may read them.</source>
            <translation>Dafür sorgen, dass es Bilder sind und dass sie gelesen werden dürfen.</translation>
        </message>
        <message>
            <source>1 image among the examples had been decided otherwise in the session; the session's decision stays.</source>
            <translation>1 Bild unter den Beispielen war in der Sitzung schon anders entschieden; die Entscheidung der Sitzung bleibt.</translation>
        </message>
        <message>
            <source>{n:,} images among the examples had been decided otherwise in the session; the session's decision stays.</source>
            <translation>{n:,} Bilder unter den Beispielen waren in der Sitzung schon anders entschieden; die Entscheidungen der Sitzung bleiben.</translation>
        </message>
        <message>
            <source>No example of {names} could be read, so no image gets that class.</source>
            <translation>Kein Beispiel für {names} ließ sich lesen, daher bekommt kein Bild diese Klasse.</translation>
        </message>
        <message>
            <source>“{name}”</source>
            <translation>„{name}“</translation>
        </message>
        <message>
            <source>There are too few examples to work epsilon out (it takes at least {classes} classes, and {images} images that are not alone in theirs), so every image gets the nearest class.</source>
            <translation>Es gibt zu wenige Beispiele, um Epsilon zu bestimmen (nötig sind mindestens {classes} Klassen und {images} Bilder, die in ihrer nicht allein sind); deshalb bekommt jedes Bild die nächste Klasse.</translation>
        </message>
        <message>
            <source>1 image stays unlabelled: {reason}.</source>
            <translation>1 Bild bleibt ungelabelt: {reason}.</translation>
        </message>
        <message>
            <source>{n:,} images stay unlabelled: {reason}.</source>
            <translation>{n:,} Bilder bleiben ungelabelt: {reason}.</translation>
        </message>
        <message>
            <source>None of the example images in “{folder}” could be read.</source>
            <translation>Keines der Beispielbilder in „{folder}“ ließ sich lesen.</translation>
        </message>
        <message>
            <source>Labelling the images</source>
            <translation>Die Bilder werden gelabelt</translation>
        </message>
        <message>
            <source>Checking the session</source>
            <translation>Die Sitzung wird geprüft</translation>
        </message>
        <message>
            <source>Reading the answers</source>
            <translation>Die Antworten werden gelesen</translation>
        </message>
        <message>
            <source>Drawing the demo pictures</source>
            <translation>Die Demobilder werden gezeichnet</translation>
        </message>
        <message>
            <source>The demo pictures cannot be written to “{folder}”: {reason}.</source>
            <translation>Die Demobilder lassen sich nicht nach „{folder}“ schreiben ({reason}).</translation>
        </message>
        <message>
            <source>Make room on the disk, or set IAIA_HOME to a folder that can be written.</source>
            <translation>Auf dem Datenträger Platz schaffen oder IAIA_HOME auf einen Ordner setzen, in den geschrieben werden kann.</translation>
        </message>
        <message>
            <source>The folder “{folder}” is not there any more, or is empty.</source>
            <translation>Der Ordner „{folder}“ ist nicht mehr da oder leer.</translation>
        </message>
        <message>
            <source>Bring it back and start again: what the cache keeps need not be done again.</source>
            <translation>Ihn zurückholen und noch einmal starten: Was im Zwischenspeicher liegt, muss nicht noch einmal gemacht werden.</translation>
        </message>
        <message>
            <source>not embedded elsewhere, and the encoder is not on this machine</source>
            <translation>anderswo nicht eingebettet, und der Encoder ist nicht auf diesem Rechner</translation>
        </message>
        <message>
            <source>Embedding the images</source>
            <translation>Die Bilder werden eingebettet</translation>
        </message>
        <message>
            <source>“{folder}” does not lie in “{above}”.</source>
            <translation>„{folder}“ liegt nicht in „{above}“.</translation>
        </message>
        <message>
            <source>Name a folder above that of the images.</source>
            <translation>Einen Ordner über dem der Bilder angeben.</translation>
        </message>
        <message>
            <source>Looking for images</source>
            <translation>Bilder werden gesucht</translation>
        </message>
        <message>
            <source>Choose the folder that holds the pictures, or one above it.</source>
            <translation>Den Ordner mit den Bildern wählen, oder einen darüber.</translation>
        </message>
        <message>
            <source>There are no images in “{folder}”.</source>
            <translation>Im Ordner „{folder}“ sind keine Bilder.</translation>
        </message>
        <message>
            <source>It holds 1 other file.</source>
            <translation>Er enthält 1 andere Datei.</translation>
        </message>
        <message>
            <source>It holds {n:,} other files.</source>
            <translation>Er enthält {n:,} andere Dateien.</translation>
        </message>
        <message>
            <source>1 of its folders may not be read.</source>
            <translation>1 Ordner darin darf nicht gelesen werden.</translation>
        </message>
        <message>
            <source>{n:,} of its folders may not be read.</source>
            <translation>{n:,} Ordner darin dürfen nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Reading names</source>
            <translation>Namen werden gelesen</translation>
        </message>
        <message>
            <source>“{file}” does not end in {suffix}.</source>
            <translation>„{file}“ endet nicht auf {suffix}.</translation>
        </message>
        <message>
            <source>Give the file such a name; numpy.load reads it.</source>
            <translation>Der Datei einen solchen Namen geben; numpy.load liest sie.</translation>
        </message>
        <message>
            <source>“{path}” is a folder.</source>
            <translation>„{path}“ ist ein Ordner.</translation>
        </message>
        <message>
            <source>Choose another name for the file.</source>
            <translation>Einen anderen Namen für die Datei wählen.</translation>
        </message>
        <message>
            <source>There is a file “{file}” already, and it holds no embeddings.</source>
            <translation>Es gibt schon eine Datei „{file}“, und sie enthält keine Embeddings.</translation>
        </message>
        <message>
            <source>Choose another name; only a file of embeddings is replaced.</source>
            <translation>Einen anderen Namen wählen; ersetzt wird nur eine Datei mit Embeddings.</translation>
        </message>
        <message>
            <source>The embeddings could not be written to “{file}” ({reason}).</source>
            <translation>Die Embeddings konnten nicht nach „{file}“ geschrieben werden ({reason}).</translation>
        </message>
        <message>
            <source>See that there is room and that you may write there.</source>
            <translation>Dafür sorgen, dass Platz ist und dass dort geschrieben werden darf.</translation>
        </message>
        <message>
            <source>The folder “{folder}” is left out.</source>
            <translation>Der Ordner „{folder}“ wird ausgelassen.</translation>
        </message>
        <message>
            <source>What lies in “{folder}” is to be labelled, so it is no example, although it lies in the folder of examples.</source>
            <translation>Was in „{folder}“ liegt, soll gelabelt werden und ist daher kein Beispiel, obwohl es im Ordner der Beispiele liegt.</translation>
        </message>
        <message>
            <source>There are no example images in “{folder}”.</source>
            <translation>Im Ordner „{folder}“ sind keine Beispielbilder.</translation>
        </message>
        <message>
            <source>Choose a folder that holds a folder of images for each class.</source>
            <translation>Einen Ordner wählen, der je Klasse einen Ordner mit Bildern enthält.</translation>
        </message>
        <message>
            <source>Reading the labels</source>
            <translation>Die Labels werden gelesen</translation>
        </message>
        <message>
            <source>the folder with the backups of the session</source>
            <translation>dem Ordner mit den Sicherungen der Sitzung</translation>
        </message>
        <message>
            <source>a folder that belongs to the program</source>
            <translation>einem Ordner, der zum Programm gehört</translation>
        </message>
        <message>
            <source>{done:,} of {total:,}</source>
            <translation>{done:,} von {total:,}</translation>
        </message>
        <message>
            <source>Comparing the images</source>
            <translation>Die Bilder werden verglichen</translation>
        </message>
        <message>
            <source>Learning from the labels</source>
            <translation>Aus den Labels wird gelernt</translation>
        </message>
        <message>
            <source>Looking for new images</source>
            <translation>Neue Bilder werden gesucht</translation>
        </message>
        <message>
            <source>The folder “{folder}” is empty: the drive that it was on may not be plugged in.</source>
            <translation>Der Ordner „{folder}“ ist leer: Vielleicht ist das Laufwerk, auf dem er lag, nicht angeschlossen.</translation>
        </message>
        <message>
            <source>Bring the images back, or find the folder.</source>
            <translation>Die Bilder zurückholen oder den Ordner finden.</translation>
        </message>
        <message>
            <source>Recognising renamed images</source>
            <translation>Umbenannte Bilder werden wiedererkannt</translation>
        </message>
        <message>
            <source>Open it if you trust where it comes from.</source>
            <translation>Nur öffnen, wenn die Herkunft vertrauenswürdig ist.</translation>
        </message>
        <message>
            <source>The session {session} was not begun on this machine, and names {places}. Nothing there was looked at.</source>
            <translation>Die Sitzung {session} wurde nicht auf diesem Rechner begonnen und nennt {places}. Dort wurde nichts angesehen.</translation>
        </message>
        <message>
            <source>{first} and {second}</source>
            <translation>{first} und {second}</translation>
        </message>
        <message>
            <source>the folder “{folder}”</source>
            <translation>den Ordner „{folder}“</translation>
        </message>
        <message>
            <source>the encoder “{spec}”</source>
            <translation>den Encoder „{spec}“</translation>
        </message>
        <message>
            <source>embeddings in “{place}”</source>
            <translation>Embeddings in „{place}“</translation>
        </message>
        <message>
            <source>a picture elsewhere</source>
            <translation>ein Bild an anderer Stelle</translation>
        </message>
        <message>
            <source>{n:,} pictures elsewhere</source>
            <translation>{n:,} Bilder an anderer Stelle</translation>
        </message>
        <message>
            <source>Use that encoder here, or make the embeddings again with this one.</source>
            <translation>Hier jenen Encoder verwenden oder die Embeddings mit diesem neu erzeugen.</translation>
        </message>
        <message>
            <source>Looking at the embeddings</source>
            <translation>Die Embeddings werden angesehen</translation>
        </message>
        <message>
            <source>“{place}” does not say which encoder made it.</source>
            <translation>„{place}“ nennt den Encoder nicht, von dem die Embeddings stammen.</translation>
        </message>
        <message>
            <source>Say it with --encoder, or where the window asks for it.</source>
            <translation>Ihn mit --encoder angeben, oder dort, wo das Fenster danach fragt.</translation>
        </message>
        <message>
            <source>“{encoder}” ({spec})</source>
            <translation>„{encoder}“ ({spec})</translation>
        </message>
        <message>
            <source>“{encoder}”</source>
            <translation>„{encoder}“</translation>
        </message>
        <message>
            <source>The embeddings in “{place}” were made by the encoder {made_by}, and “{encoder}” is in use here.</source>
            <translation>Die Embeddings in „{place}“ stammen vom Encoder {made_by}, hier ist aber „{encoder}“ in Gebrauch.</translation>
        </message>
        <message>
            <source>The embeddings in “{place}” were made by the encoder “{made_by}”, as was said, and “{encoder}” is in use here.</source>
            <translation>Die Embeddings in „{place}“ stammen laut Angabe vom Encoder „{made_by}“, hier ist aber „{encoder}“ in Gebrauch.</translation>
        </message>
        <message>
            <source>The embeddings in “{place}” have {theirs:,} numbers each, and the encoder “{encoder}” makes {ours:,}.</source>
            <translation>Die Embeddings in „{place}“ haben je {theirs:,} Zahlen, der Encoder „{encoder}“ liefert aber {ours:,}.</translation>
        </message>
        <message>
            <source>They are of another encoder: name that one.</source>
            <translation>Die Embeddings stammen von einem anderen Encoder: diesen angeben.</translation>
        </message>
        <message>
            <source>Comparing the pictures</source>
            <translation>Die Bilder werden verglichen</translation>
        </message>
        <message>
            <source>There are no labels in “{source}”.</source>
            <translation>In „{source}“ sind keine Labels.</translation>
        </message>
        <message>
            <source>Choose a folder per class, or a CSV.</source>
            <translation>Einen Ordner je Klasse oder eine CSV-Tabelle wählen.</translation>
        </message>
        <message>
            <source>“{name}”: {fault}</source>
            <translation>„{name}“: {fault}</translation>
        </message>
        <message>
            <source>Looking again at problem files</source>
            <translation>Problemdateien werden noch einmal angesehen</translation>
        </message>
        <message>
            <source>Looking at the folder</source>
            <translation>Der Ordner wird angesehen</translation>
        </message>
        <message>
            <source>Looking at what is left</source>
            <translation>Was übrig ist, wird angesehen</translation>
        </message>
        <message>
            <source>The unfinished export “{folder}” could not be deleted completely.</source>
            <translation>Der unfertige Export „{folder}“ konnte nicht vollständig gelöscht werden.</translation>
        </message>
        <message>
            <source>See that its disk is connected, or delete the folder by hand.</source>
            <translation>Dafür sorgen, dass sein Datenträger angeschlossen ist, oder den Ordner von Hand löschen.</translation>
        </message>
        <message>
            <source>The paths in “{place}” fit this folder in more than one way: below “{one}”, and below “{other}”.</source>
            <translation>Die Pfade in „{place}“ passen auf mehr als eine Weise zu diesem Ordner: unter „{one}“ und unter „{other}“.</translation>
        </message>
        <message>
            <source>Open the folder under the name that it had where it was embedded.</source>
            <translation>Den Ordner unter dem Namen öffnen, den er dort hatte, wo er eingebettet wurde.</translation>
        </message>
        <message>
            <source>The names that go with “{file}” are not as many as their file says.</source>
            <translation>Es sind nicht so viele Namen zu „{file}“ da, wie ihre Datei angibt.</translation>
        </message>
        <message>
            <source>It was not copied whole: copy it again.</source>
            <translation>Die Datei wurde nicht ganz kopiert: noch einmal kopieren.</translation>
        </message>
        <message>
            <source>Checking the embeddings</source>
            <translation>Die Embeddings werden geprüft</translation>
        </message>
        <message>
            <source>No path in “{place}” is that of an image in “{folder}”.</source>
            <translation>Kein Pfad in „{place}“ ist der eines Bildes in „{folder}“.</translation>
        </message>
        <message>
            <source>There one is “{theirs}”, here “{ours}”.</source>
            <translation>Dort lautet einer „{theirs}“, hier „{ours}“.</translation>
        </message>
        <message>
            <source>Choose the embeddings of this folder, or of one above it.</source>
            <translation>Die Embeddings dieses Ordners wählen, oder die eines Ordners darüber.</translation>
        </message>
        <message>
            <source>Matching the embeddings in {place}</source>
            <translation>Die Embeddings in {place} werden zugeordnet</translation>
        </message>
        <message>
            <source>Opening the session</source>
            <translation>Die Sitzung wird geöffnet</translation>
        </message>
        <message>
            <source>“{path}” cannot be reached: {reason}.</source>
            <translation>„{path}“ ist nicht zu erreichen ({reason}).</translation>
        </message>
        <message>
            <source>Check the name and that you may read it, or choose another folder.</source>
            <translation>Den Namen und die Leserechte prüfen oder einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>“{path}” does not exist.</source>
            <translation>„{path}“ gibt es nicht.</translation>
        </message>
        <message>
            <source>Choose a folder of images or a session file.</source>
            <translation>Einen Ordner mit Bildern oder eine Sitzungsdatei wählen.</translation>
        </message>
        <message>
            <source>The session {session} belongs to another folder, “{folder}”.</source>
            <translation>Die Sitzung {session} gehört zu einem anderen Ordner, „{folder}“.</translation>
        </message>
        <message>
            <source>Name another session file for this folder, or open that one by itself.</source>
            <translation>Für diesen Ordner eine andere Sitzungsdatei angeben oder jene für sich öffnen.</translation>
        </message>
        <message>
            <source>There is no session of “{folder}” to look at.</source>
            <translation>Zu „{folder}“ gibt es keine Sitzung, die sich ansehen ließe.</translation>
        </message>
        <message>
            <source>Open the folder to begin one.</source>
            <translation>Den Ordner öffnen, um eine zu beginnen.</translation>
        </message>
        <message>
            <source>Sorting: folder order</source>
            <translation>Bilder werden geordnet: wie im Ordner</translation>
        </message>
        <message>
            <source>Sorting: surest first</source>
            <translation>Bilder werden geordnet: sicherste zuerst</translation>
        </message>
        <message>
            <source>Sorting: least sure first</source>
            <translation>Bilder werden geordnet: unsicherste zuerst</translation>
        </message>
        <message>
            <source>Sorting: most different first</source>
            <translation>Bilder werden geordnet: verschiedenste zuerst</translation>
        </message>
        <message>
            <source>Sorting: by likely class</source>
            <translation>Bilder werden geordnet: nach wahrscheinlicher Klasse</translation>
        </message>
        <message>
            <source>Ranking the images</source>
            <translation>Die Bilder werden geordnet</translation>
        </message>
        <message>
            <source>Looking for sessions</source>
            <translation>Sitzungen werden gesucht</translation>
        </message>
        <message>
            <source>Bringing the session back</source>
            <translation>Die Sitzung wird zurückgeholt</translation>
        </message>
        <message>
            <source>Looking over the labels</source>
            <translation>Die Labels werden durchgesehen</translation>
        </message>
        <message>
            <source>{encoder} gives numbers of shape {shape} and kind {kind} where embeddings of shape {wanted} are expected.</source>
            <translation>{encoder} liefert Zahlen der Form {shape} und der Art {kind}, wo Embeddings der Form {wanted} erwartet werden.</translation>
        </message>
        <message>
            <source>{encoder} gives embeddings that are not numbers.</source>
            <translation>{encoder} liefert Embeddings, die keine Zahlen sind.</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Suche läuft</translation>
        </message>
        <message>
            <source>Counting decisions</source>
            <translation>Entscheidungen werden gezählt</translation>
        </message>
        <message>
            <source>Counting suggestions</source>
            <translation>Vorschläge werden gezählt</translation>
        </message>
        <message>
            <source>Comparing thresholds</source>
            <translation>Schwellen werden verglichen</translation>
        </message>
        <message>
            <source>about {n:,} seconds left</source>
            <translation>noch etwa {n:,} Sekunden</translation>
        </message>
        <message>
            <source>about 1 minute left</source>
            <translation>noch etwa 1 Minute</translation>
        </message>
        <message>
            <source>about {n:,} minutes left</source>
            <translation>noch etwa {n:,} Minuten</translation>
        </message>
        <message>
            <source>about {n:,} hours left</source>
            <translation>noch etwa {n:,} Stunden</translation>
        </message>
        <message>
            <source>Loading the encoder in full precision</source>
            <translation>Der Encoder wird in voller Rechengenauigkeit geladen</translation>
        </message>
        <message>
            <source>Loading the encoder in {precision}</source>
            <translation>Der Encoder wird in {precision} geladen</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>Messung läuft</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Exportieren…</translation>
        </message>
        <message>
            <source>There is no suggestion for this image yet. Press the key of a class, or N for a new one.</source>
            <translation>Für dieses Bild gibt es noch keinen Vorschlag. Die Taste einer Klasse drücken oder N für eine neue.</translation>
        </message>
        <message>
            <source>Planning failed: {reason}</source>
            <translation>Die Planung ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>The machine labelled 1 image of {total:,}, then it was stopped. Undo takes it back.</source>
            <translation>Die Maschine hat 1 von {total:,} Bildern gelabelt, dann wurde sie angehalten. Rückgängig nimmt es zurück.</translation>
        </message>
        <message>
            <source>The machine labelled {n:,} images of {total:,}, then it was stopped. Undo takes them back in one step.</source>
            <translation>Die Maschine hat {n:,} von {total:,} Bildern gelabelt, dann wurde sie angehalten. Rückgängig nimmt sie in einem Schritt zurück.</translation>
        </message>
        <message>
            <source>The machine labelled 1 image. Undo takes it back.</source>
            <translation>Die Maschine hat 1 Bild gelabelt. Rückgängig nimmt es zurück.</translation>
        </message>
        <message>
            <source>The machine labelled {n:,} images. Undo takes them back in one step.</source>
            <translation>Die Maschine hat {n:,} Bilder gelabelt. Rückgängig nimmt sie in einem Schritt zurück.</translation>
        </message>
        <message>
            <source>Check it…</source>
            <translation>Prüfen…</translation>
        </message>
        <message>
            <source>Check {n} of them…</source>
            <translation>{n} davon prüfen…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>The session could not be checked: {reason}</source>
            <translation>Die Sitzung konnte nicht geprüft werden: {reason}</translation>
        </message>
        <message>
            <source>The answers of the session could not be read: {reason}</source>
            <translation>Die Antworten der Sitzung konnten nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Dieses Fenster zeigt die Sitzung nur; nichts, was hier gedrückt wird, bleibt erhalten.</translation>
        </message>
        <message>
            <source>Nothing to change: the images are so already, or cannot be read.</source>
            <translation>Nichts zu ändern: Die Bilder sind schon so oder nicht lesbar.</translation>
        </message>
        <message>
            <source>{what}; undo takes it back</source>
            <translation>{what}; Rückgängig nimmt es zurück</translation>
        </message>
        <message>
            <source>{what} ({decided:,} decided otherwise before); undo takes it back</source>
            <translation>{what} (vorher anders entschieden: {decided:,}); Rückgängig nimmt es zurück</translation>
        </message>
        <message>
            <source>1 image labelled {name}</source>
            <translation>1 Bild als {name} gelabelt</translation>
        </message>
        <message>
            <source>{n:,} images labelled {name}</source>
            <translation>{n:,} Bilder als {name} gelabelt</translation>
        </message>
        <message>
            <source>1 image skipped</source>
            <translation>1 Bild übersprungen</translation>
        </message>
        <message>
            <source>{n:,} images skipped</source>
            <translation>{n:,} Bilder übersprungen</translation>
        </message>
        <message>
            <source>1 image discarded</source>
            <translation>1 Bild verworfen</translation>
        </message>
        <message>
            <source>{n:,} images discarded</source>
            <translation>{n:,} Bilder verworfen</translation>
        </message>
        <message>
            <source>1 image made undecided again</source>
            <translation>1 Bild ist wieder unentschieden</translation>
        </message>
        <message>
            <source>{n:,} images made undecided again</source>
            <translation>{n:,} Bilder sind wieder unentschieden</translation>
        </message>
        <message>
            <source>1 class was made.</source>
            <translation>1 Klasse wurde angelegt.</translation>
        </message>
        <message>
            <source>{n:,} classes were made.</source>
            <translation>{n:,} Klassen wurden angelegt.</translation>
        </message>
        <message>
            <source>This encoder cannot read names, so suggestions begin with your first labels; CLIP encoders read them.</source>
            <translation>Dieser Encoder kann keine Namen lesen, also beginnen die Vorschläge mit den ersten Labels; CLIP-Encoder lesen sie.</translation>
        </message>
        <message>
            <source>This encoder ({title}) cannot read names, so suggestions begin with your first labels; CLIP encoders read them.</source>
            <translation>Dieser Encoder ({title}) kann keine Namen lesen, also beginnen die Vorschläge mit den ersten Labels; CLIP-Encoder lesen sie.</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen…</translation>
        </message>
        <message>
            <source>January</source>
            <translation>Januar</translation>
        </message>
        <message>
            <source>February</source>
            <translation>Februar</translation>
        </message>
        <message>
            <source>March</source>
            <translation>März</translation>
        </message>
        <message>
            <source>April</source>
            <translation>April</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Mai</translation>
        </message>
        <message>
            <source>June</source>
            <translation>Juni</translation>
        </message>
        <message>
            <source>July</source>
            <translation>Juli</translation>
        </message>
        <message>
            <source>August</source>
            <translation>August</translation>
        </message>
        <message>
            <source>September</source>
            <translation>September</translation>
        </message>
        <message>
            <source>October</source>
            <translation>Oktober</translation>
        </message>
        <message>
            <source>November</source>
            <translation>November</translation>
        </message>
        <message>
            <source>December</source>
            <translation>Dezember</translation>
        </message>
        <message>
            <source>an unknown time</source>
            <translation>Zeitpunkt unbekannt</translation>
        </message>
        <message>
            <source>{day} {month} {year}, {time}</source>
            <translation>{day}. {month} {year}, {time}</translation>
        </message>
        <message>
            <source>Every image that can be read has a decision; {unreadable:,} cannot be read; {skipped:,} skipped (U goes there).</source>
            <translation>Jedes lesbare Bild hat eine Entscheidung; nicht lesbar: {unreadable:,}; übersprungen: {skipped:,} (U springt dorthin).</translation>
        </message>
        <message>
            <source>Every image that can be read has a decision; {unreadable:,} cannot be read.</source>
            <translation>Jedes lesbare Bild hat eine Entscheidung; nicht lesbar: {unreadable:,}.</translation>
        </message>
        <message>
            <source>Every image has a decision; {skipped:,} skipped (U goes there).</source>
            <translation>Jedes Bild hat eine Entscheidung; übersprungen: {skipped:,} (U springt dorthin).</translation>
        </message>
        <message>
            <source>Every image has a decision.</source>
            <translation>Jedes Bild hat eine Entscheidung.</translation>
        </message>
        <message>
            <source>“{target}” does not exist. Choose a folder of images or a session file.</source>
            <translation>„{target}“ gibt es nicht. Einen Ordner mit Bildern oder eine Sitzungsdatei wählen.</translation>
        </message>
        <message>
            <source>The session was opened anew from its file, which holds every decision.</source>
            <translation>Die Sitzung wurde neu aus ihrer Datei geöffnet, die jede Entscheidung enthält.</translation>
        </message>
        <message>
            <source>This folder was “{moved_from}” before; its labels are here.</source>
            <translation>Dieser Ordner war vorher „{moved_from}“; seine Labels sind da.</translation>
        </message>
        <message>
            <source>It cannot be looked at: {reason}</source>
            <translation>Der Ordner lässt sich nicht ansehen: {reason}</translation>
        </message>
        <message>
            <source>Needs about {needed}.</source>
            <translation>Braucht etwa {needed}.</translation>
        </message>
        <message>
            <source>Needs about {needed}; {free} are free there.</source>
            <translation>Braucht etwa {needed}; dort sind {free} frei.</translation>
        </message>
        <message>
            <source>That folder is on another disk, where hard links do not reach: the files will be copied.</source>
            <translation>Dieser Ordner liegt auf einem anderen Datenträger, bis zu dem harte Links nicht reichen: Die Dateien werden kopiert.</translation>
        </message>
        <message>
            <source>There is not enough room: about {needed} are needed and {free} are free. Free {short}, or choose another disk.</source>
            <translation>Der Platz reicht nicht: Etwa {needed} werden gebraucht, {free} sind frei. {short} frei machen oder einen anderen Datenträger wählen.</translation>
        </message>
        <message>
            <source>An export of {moment} is unfinished there: {done:,} of {total:,} images are in place.</source>
            <translation>Dort liegt ein unfertiger Export ({moment}) mit {done:,} von {total:,} Bildern.</translation>
        </message>
        <message>
            <source>Choose others…</source>
            <translation>Andere wählen…</translation>
        </message>
        <message>
            <source>The only image has an embedding from “{place}”.</source>
            <translation>Das einzige Bild hat ein Embedding aus „{place}“.</translation>
        </message>
        <message>
            <source>All {n:,} images have embeddings from “{place}”.</source>
            <translation>Alle {n:,} Bilder haben Embeddings aus „{place}“.</translation>
        </message>
        <message>
            <source>The only image has no embedding from “{place}” by its name; it is looked for there by its content, and embedded here where it is not in it.</source>
            <translation>Das einzige Bild hat dem Namen nach kein Embedding aus „{place}“; es wird dort nach seinem Inhalt gesucht und hier eingebettet, wenn es nicht dabei ist.</translation>
        </message>
        <message>
            <source>{matched:,} of {n:,} images have embeddings from “{place}”; the others are looked for there by their content, and embedded here where it is not in it.</source>
            <translation>Embeddings aus „{place}“ gibt es für {matched:,} von {n:,} Bildern; die anderen werden dort nach ihrem Inhalt gesucht und hier eingebettet, wenn sie nicht dabei sind.</translation>
        </message>
        <message>
            <source>The only image has no embedding from “{place}”; it is embedded here.</source>
            <translation>Das einzige Bild hat kein Embedding aus „{place}“; es wird hier eingebettet.</translation>
        </message>
        <message>
            <source>{matched:,} of {n:,} images have embeddings from “{place}”; the others are embedded here.</source>
            <translation>Embeddings aus „{place}“ gibt es für {matched:,} von {n:,} Bildern; die anderen werden hier eingebettet.</translation>
        </message>
        <message>
            <source>Matching failed: {reason}</source>
            <translation>Das Zuordnen ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>The embeddings “{place}” that this session uses are not there. Put them back and open the session again, or choose others.</source>
            <translation>Die Embeddings „{place}“, die diese Sitzung verwendet, sind nicht da. Diese zurücklegen und die Sitzung noch einmal öffnen, oder andere wählen.</translation>
        </message>
        <message>
            <source>Meanwhile images are embedded here.</source>
            <translation>Inzwischen werden die Bilder hier eingebettet.</translation>
        </message>
        <message>
            <source>The download was cancelled.</source>
            <translation>Das Herunterladen wurde abgebrochen.</translation>
        </message>
        <message>
            <source>What came in so far is kept.</source>
            <translation>Was schon da ist, bleibt erhalten.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Use a folder with weights…</source>
            <translation>Ordner mit Gewichten verwenden…</translation>
        </message>
        <message>
            <source>Labelling goes on, without new suggestions.</source>
            <translation>Das Labeln geht weiter, ohne neue Vorschläge.</translation>
        </message>
        <message>
            <source>The encoder {encoder} is in use now; every label stays.</source>
            <translation>Der Encoder {encoder} ist jetzt in Gebrauch; jedes Label bleibt.</translation>
        </message>
        <message>
            <source>{encoder} cannot be fetched now: {reason}.</source>
            <translation>{encoder} lässt sich jetzt nicht holen: {reason}.</translation>
        </message>
        <message>
            <source>What was embedded elsewhere serves; other images get no suggestions.</source>
            <translation>Was anderswo eingebettet wurde, bleibt in Gebrauch; andere Bilder bekommen keine Vorschläge.</translation>
        </message>
        <message>
            <source>The built-in encoder goes on.</source>
            <translation>Der eingebaute Encoder macht weiter.</translation>
        </message>
        <message>
            <source>{encoder} goes on.</source>
            <translation>{encoder} macht weiter.</translation>
        </message>
        <message>
            <source>The encoder failed: {reason}.</source>
            <translation>Der Encoder ist gescheitert: {reason}.</translation>
        </message>
        <message>
            <source>The built-in one goes on.</source>
            <translation>Der eingebaute macht weiter.</translation>
        </message>
        <message>
            <source>It is used on the processor instead, which is slower; labels stay.</source>
            <translation>Er läuft nun auf dem Prozessor, was langsamer ist; die Labels bleiben.</translation>
        </message>
        <message>
            <source>The encoder has not answered for a minute.</source>
            <translation>Der Encoder hat seit einer Minute nicht geantwortet.</translation>
        </message>
        <message>
            <source>The encoder {encoder} has not answered for a minute.</source>
            <translation>Der Encoder {encoder} hat seit einer Minute nicht geantwortet.</translation>
        </message>
        <message>
            <source>They are computed again the next time; labels are not concerned.</source>
            <translation>Die Embeddings werden beim nächsten Mal neu berechnet; Labels sind nicht betroffen.</translation>
        </message>
        <message>
            <source>1 was there already</source>
            <translation>1 war schon da</translation>
        </message>
        <message>
            <source>{n:,} were there already</source>
            <translation>{n:,} waren schon da</translation>
        </message>
        <message>
            <source>1 without a label stayed out</source>
            <translation>1 ohne Label blieb draußen</translation>
        </message>
        <message>
            <source>{n:,} without a label stayed out</source>
            <translation>{n:,} ohne Label blieben draußen</translation>
        </message>
        <message>
            <source>Exported to “{folder}”: {what}.</source>
            <translation>Nach „{folder}“ exportiert: {what}.</translation>
        </message>
        <message>
            <source>1 image in {classes}</source>
            <translation>1 Bild in {classes}</translation>
        </message>
        <message>
            <source>{n:,} images in {classes}</source>
            <translation>{n:,} Bilder in {classes}</translation>
        </message>
        <message>
            <source>1 class</source>
            <translation>1 Klasse</translation>
        </message>
        <message>
            <source>{n:,} classes</source>
            <translation>{n:,} Klassen</translation>
        </message>
        <message>
            <source>verified</source>
            <translation>geprüft</translation>
        </message>
        <message>
            <source>all verified</source>
            <translation>alle geprüft</translation>
        </message>
        <message>
            <source>1 of them verified</source>
            <translation>davon 1 geprüft</translation>
        </message>
        <message>
            <source>{n:,} of them verified</source>
            <translation>davon {n:,} geprüft</translation>
        </message>
        <message>
            <source>Not complete: 1 labelled image is missing, which incomplete.txt lists; the first is {path}. {reason}</source>
            <translation>Nicht vollständig: 1 gelabeltes Bild fehlt, aufgeführt in incomplete.txt: {path}. {reason}</translation>
        </message>
        <message>
            <source>Not complete: {n:,} labelled images are missing, which incomplete.txt lists; the first is {path}. {reason}</source>
            <translation>Nicht vollständig: {n:,} gelabelte Bilder fehlen, aufgeführt in incomplete.txt; das erste ist {path}. {reason}</translation>
        </message>
        <message>
            <source>The export was stopped. {n:,} of {total:,} images are in “{folder}”, which is no export yet: exporting to the same folder goes on from there.</source>
            <translation>Der Export wurde angehalten. „{folder}“ enthält {n:,} von {total:,} Bildern und ist noch kein Export: Ein Export in denselben Ordner macht dort weiter.</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>Noch einmal durchsuchen</translation>
        </message>
        <message>
            <source>Find the folder…</source>
            <translation>Ordner finden…</translation>
        </message>
        <message>
            <source>The folder is there again; what was left to do goes on.</source>
            <translation>Der Ordner ist wieder da; was zu tun blieb, geht weiter.</translation>
        </message>
        <message>
            <source>Nothing changed in the folder.</source>
            <translation>Im Ordner hat sich nichts geändert.</translation>
        </message>
        <message>
            <source>The scan was stopped with 1 image found.</source>
            <translation>Das Durchsuchen des Ordners wurde angehalten; 1 Bild ist gefunden.</translation>
        </message>
        <message>
            <source>The scan was stopped with {n:,} images found.</source>
            <translation>Das Durchsuchen des Ordners wurde angehalten; {n:,} Bilder sind gefunden.</translation>
        </message>
        <message>
            <source>Open another folder…</source>
            <translation>Anderen Ordner öffnen…</translation>
        </message>
        <message>
            <source>1 image new</source>
            <translation>1 Bild neu</translation>
        </message>
        <message>
            <source>{n:,} images new</source>
            <translation>{n:,} Bilder neu</translation>
        </message>
        <message>
            <source>1 image renamed</source>
            <translation>1 Bild umbenannt</translation>
        </message>
        <message>
            <source>{n:,} images renamed</source>
            <translation>{n:,} Bilder umbenannt</translation>
        </message>
        <message>
            <source>1 image missing (labels are kept)</source>
            <translation>1 Bild fehlt (Labels bleiben erhalten)</translation>
        </message>
        <message>
            <source>{n:,} images missing (labels are kept)</source>
            <translation>{n:,} Bilder fehlen (Labels bleiben erhalten)</translation>
        </message>
        <message>
            <source>1 image back</source>
            <translation>1 Bild wieder da</translation>
        </message>
        <message>
            <source>{n:,} images back</source>
            <translation>{n:,} Bilder wieder da</translation>
        </message>
        <message>
            <source>1 image to be read again</source>
            <translation>1 Bild neu zu lesen</translation>
        </message>
        <message>
            <source>{n:,} images to be read again</source>
            <translation>{n:,} Bilder neu zu lesen</translation>
        </message>
        <message>
            <source>The folder changed since the last time: {changes}.</source>
            <translation>Der Ordner hat sich seit dem letzten Mal geändert: {changes}.</translation>
        </message>
        <message>
            <source>A folder could not be read: {first}. Its images are left out.</source>
            <translation>Ein Ordner konnte nicht gelesen werden: {first}. Seine Bilder bleiben außen vor.</translation>
        </message>
        <message>
            <source>A folder could not be read: {first} and {n:,} more. Its images are left out.</source>
            <translation>Ordner konnten nicht gelesen werden: {first} und noch {n:,}. Ihre Bilder bleiben außen vor.</translation>
        </message>
        <message>
            <source>{path}: {reason}</source>
            <translation>{path}: {reason}</translation>
        </message>
        <message>
            <source>The labels are kept, and the work goes on by itself when the folder is back.</source>
            <translation>Die Labels bleiben erhalten, und die Arbeit geht von selbst weiter, wenn der Ordner wieder da ist.</translation>
        </message>
        <message>
            <source>The scan failed: {reason}</source>
            <translation>Das Durchsuchen des Ordners ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>The search failed: {reason}</source>
            <translation>Die Suche ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>Taking the labels over</source>
            <translation>Die Labels werden übernommen</translation>
        </message>
        <message>
            <source>1 label taken over</source>
            <translation>1 Label übernommen</translation>
        </message>
        <message>
            <source>{n:,} labels taken over</source>
            <translation>{n:,} Labels übernommen</translation>
        </message>
        <message>
            <source>1 image kept the decision made before</source>
            <translation>1 Bild behielt die frühere Entscheidung</translation>
        </message>
        <message>
            <source>{n:,} images kept the decision made before</source>
            <translation>{n:,} Bilder behielten die frühere Entscheidung</translation>
        </message>
        <message>
            <source>1 picture from there as examples</source>
            <translation>1 Bild von dort als Beispiel</translation>
        </message>
        <message>
            <source>{n:,} pictures from there as examples</source>
            <translation>{n:,} Bilder von dort als Beispiele</translation>
        </message>
        <message>
            <source>1 label without an image here</source>
            <translation>1 Label ohne Bild hier</translation>
        </message>
        <message>
            <source>{n:,} labels without an image here</source>
            <translation>{n:,} Labels ohne Bild hier</translation>
        </message>
        <message>
            <source>1 label left out; one undo takes the others back</source>
            <translation>1 Label ausgelassen; einmal Rückgängig nimmt die anderen zurück</translation>
        </message>
        <message>
            <source>{n:,} labels left out; one undo takes the others back</source>
            <translation>{n:,} Labels ausgelassen; einmal Rückgängig nimmt die anderen zurück</translation>
        </message>
        <message>
            <source>Left out: 1 row or folder.</source>
            <translation>Ausgelassen: 1 Zeile oder Ordner.</translation>
        </message>
        <message>
            <source>Left out: {n:,} rows or folders.</source>
            <translation>Ausgelassen: {n:,} Zeilen oder Ordner.</translation>
        </message>
        <message>
            <source>Many labels are being written just now. Try again in a moment.</source>
            <translation>Gerade werden viele Labels geschrieben. Es gleich noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Decisions are saved, but not a second time in the log beside the session: {problem} ({path}). Free some space; the log goes on by itself.</source>
            <translation>Entscheidungen sind gespeichert, aber nicht ein zweites Mal im Protokoll neben der Sitzung: {problem} ({path}). Platz schaffen; das Protokoll geht von selbst weiter.</translation>
        </message>
        <message>
            <source>1 identical copy lost the label too; one undo brings all back.</source>
            <translation>1 gleiche Kopie hat das Label auch verloren; einmal Rückgängig bringt alle zurück.</translation>
        </message>
        <message>
            <source>{n:,} identical copies lost the label too; one undo brings all back.</source>
            <translation>{n:,} gleiche Kopien haben das Label auch verloren; einmal Rückgängig bringt alle zurück.</translation>
        </message>
        <message>
            <source>1 identical copy got the same label; one undo takes all back.</source>
            <translation>1 gleiche Kopie hat dasselbe Label bekommen; einmal Rückgängig nimmt alle zurück.</translation>
        </message>
        <message>
            <source>{n:,} identical copies got the same label; one undo takes all back.</source>
            <translation>{n:,} gleiche Kopien haben dasselbe Label bekommen; einmal Rückgängig nimmt alle zurück.</translation>
        </message>
        <message>
            <source>Labelling the rest</source>
            <translation>Der Rest wird gelabelt</translation>
        </message>
        <message>
            <source>Open the session again</source>
            <translation>Sitzung noch einmal öffnen</translation>
        </message>
        <message>
            <source>Look at it only</source>
            <translation>Nur ansehen</translation>
        </message>
        <message>
            <source>Open it</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Bring it back</source>
            <translation>Zurückholen</translation>
        </message>
        <message>
            <source>Opening failed: {reason}</source>
            <translation>Das Öffnen ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>The session lies where you may not write, so it is only shown.</source>
            <translation>Wo die Sitzung liegt, fehlt das Recht zu schreiben, darum wird sie nur gezeigt.</translation>
        </message>
        <message>
            <source>Another window works on this session, so this one only shows it.</source>
            <translation>Ein anderes Fenster arbeitet an dieser Sitzung, darum zeigt dieses sie nur.</translation>
        </message>
        <message>
            <source>Nothing you press here is kept.</source>
            <translation>Nichts, was hier gedrückt wird, bleibt erhalten.</translation>
        </message>
        <message>
            <source>Sorting failed: {reason}</source>
            <translation>Das Ordnen ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>One image at a time is quicker now: what waits is too doubtful for a page. Pages come back by themselves; G shows one now, Esc keeps to single images.</source>
            <translation>Einzeln geht es jetzt schneller: Was noch wartet, ist zu unsicher für eine Seite. Seiten kommen von selbst wieder; G zeigt gleich eine, Esc bleibt bei einzelnen Bildern.</translation>
        </message>
        <message>
            <source>Show a page</source>
            <translation>Seite zeigen</translation>
        </message>
        <message>
            <source>Pages are quicker again. Esc goes back to one image at a time.</source>
            <translation>Seiten sind wieder schneller. Esc geht zurück zu einzelnen Bildern.</translation>
        </message>
        <message>
            <source>The details are in the log.</source>
            <translation>Die Einzelheiten stehen im Protokoll.</translation>
        </message>
        <message>
            <source>No page could be worked out.</source>
            <translation>Es ließ sich keine Seite zusammenstellen.</translation>
        </message>
        <message>
            <source>The last decision, about “{path}”, is taken back.</source>
            <translation>Die letzte Entscheidung, zu „{path}“, ist zurückgenommen.</translation>
        </message>
        <message>
            <source>The last decision, about {n:,} images, is taken back.</source>
            <translation>Die letzte Entscheidung, zu {n:,} Bildern, ist zurückgenommen.</translation>
        </message>
        <message>
            <source>The graphics card computes here, faster and in half precision.</source>
            <translation>Hier rechnet die Grafikkarte, schneller und in halber Rechengenauigkeit.</translation>
        </message>
        <message>
            <source>It could not be measured; the log says why.</source>
            <translation>Es ließ sich nicht messen; im Protokoll steht, warum.</translation>
        </message>
        <message>
            <source>There is no “{place}”.</source>
            <translation>„{place}“ gibt es nicht.</translation>
        </message>
        <message>
            <source>Choose where the labels are.</source>
            <translation>Auswählen, wo die Labels sind.</translation>
        </message>
        <message>
            <source>“{path}” is not a folder.</source>
            <translation>„{path}“ ist kein Ordner.</translation>
        </message>
        <message>
            <source>“{path}” is not a file.</source>
            <translation>„{path}“ ist keine Datei.</translation>
        </message>
        <message>
            <source>Loading the encoder</source>
            <translation>Der Encoder wird geladen</translation>
        </message>
        <message>
            <source>Look at it</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <source>Look at the next</source>
            <translation>Das nächste ansehen</translation>
        </message>
        <message>
            <source>{n:,} labelled images have other files now, “{first}” the first of them. The label stays; see whether it still holds.</source>
            <translation>{n:,} gelabelte Bilder haben jetzt andere Dateien, als erstes „{first}“. Die Labels bleiben; nachsehen, ob sie noch stimmen.</translation>
        </message>
        <message>
            <source>“{first}” was labelled, and its file is another one now. The label stays; see whether it still holds.</source>
            <translation>„{first}“ wurde gelabelt, und die Datei ist jetzt eine andere. Das Label bleibt; nachsehen, ob es noch stimmt.</translation>
        </message>
        <message>
            <source>“{first}” was labelled as “{name}”, and its file is another one now. The label stays; see whether it still holds.</source>
            <translation>„{first}“ wurde als „{name}“ gelabelt, und die Datei ist jetzt eine andere. Das Label bleibt; nachsehen, ob es noch stimmt.</translation>
        </message>
        <message>
            <source>1 of them was made while the window showed something damaged: have a look at the last ones.</source>
            <translation>1 davon fiel, während das Fenster etwas Beschädigtes zeigte: die letzten noch einmal ansehen.</translation>
        </message>
        <message>
            <source>{n:,} of them were made while the window showed something damaged: have a look at the last ones.</source>
            <translation>{n:,} davon fielen, während das Fenster etwas Beschädigtes zeigte: die letzten noch einmal ansehen.</translation>
        </message>
        <message>
            <source>The damaged file is kept as “{aside}”.</source>
            <translation>Die beschädigte Datei bleibt als „{aside}“ erhalten.</translation>
        </message>
        <message>
            <source>The session file had lost its last changes; they came back from the log beside it.</source>
            <translation>Der Sitzungsdatei fehlten die letzten Änderungen; sie kamen aus dem Protokoll daneben zurück.</translation>
        </message>
        <message>
            <source>The session file had lost its last 1 decision; it came back from the log beside it, up to {moment}.</source>
            <translation>Der Sitzungsdatei fehlte die letzte Entscheidung; sie kam aus dem Protokoll daneben zurück, Stand {moment}.</translation>
        </message>
        <message>
            <source>The session file had lost its last {n:,} decisions; they came back from the log beside it, up to {moment}.</source>
            <translation>Der Sitzungsdatei fehlten die letzten {n:,} Entscheidungen; sie kamen aus dem Protokoll daneben zurück, Stand {moment}.</translation>
        </message>
        <message>
            <source>The session is back with 1 decision.</source>
            <translation>Die Sitzung ist mit 1 Entscheidung wieder da.</translation>
        </message>
        <message>
            <source>The session is back with {n:,} decisions.</source>
            <translation>Die Sitzung ist mit {n:,} Entscheidungen wieder da.</translation>
        </message>
        <message>
            <source>The session is back with 1 decision, the last one of {moment}.</source>
            <translation>Die Sitzung ist mit 1 Entscheidung vom {moment} wieder da.</translation>
        </message>
        <message>
            <source>The session is back with {n:,} decisions, the last one of {moment}.</source>
            <translation>Die Sitzung ist mit {n:,} Entscheidungen wieder da, die letzte vom {moment}.</translation>
        </message>
        <message>
            <source>1 decision from the log beside it</source>
            <translation>1 Entscheidung aus dem Protokoll daneben</translation>
        </message>
        <message>
            <source>{n:,} decisions from the log beside it</source>
            <translation>{n:,} Entscheidungen aus dem Protokoll daneben</translation>
        </message>
        <message>
            <source>1 decision from the damaged file</source>
            <translation>1 Entscheidung aus der beschädigten Datei</translation>
        </message>
        <message>
            <source>{n:,} decisions from the damaged file</source>
            <translation>{n:,} Entscheidungen aus der beschädigten Datei</translation>
        </message>
        <message>
            <source>It was made from the backup of {backup}, {from_log} and {from_damaged}.</source>
            <translation>Sie entstand aus der Sicherung vom {backup}, {from_log} und {from_damaged}.</translation>
        </message>
        <message>
            <source>It was made from the backup of {backup} and {others}.</source>
            <translation>Sie entstand aus der Sicherung vom {backup} und {others}.</translation>
        </message>
        <message>
            <source>It was made from the backup of {backup}.</source>
            <translation>Sie entstand aus der Sicherung vom {backup}.</translation>
        </message>
        <message>
            <source>The review failed: {reason}</source>
            <translation>Die Durchsicht ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>Choose one of the two classes, or keep both as they are.</source>
            <translation>Eine der beiden Klassen wählen, oder beide so lassen, wie sie sind.</translation>
        </message>
        <message>
            <source>1 label looked over, {unseen:,} still to be looked at.</source>
            <translation>1 Label durchgesehen, {unseen:,} noch anzusehen.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over, {unseen:,} still to be looked at.</source>
            <translation>{n:,} Labels durchgesehen, {unseen:,} noch anzusehen.</translation>
        </message>
        <message>
            <source>1 label looked over.</source>
            <translation>1 Label durchgesehen.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over.</source>
            <translation>{n:,} Labels durchgesehen.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over, {unseen:,} still to be looked at; so many that each image was compared with those of its region only.</source>
            <translation>{n:,} Labels durchgesehen, {unseen:,} noch anzusehen; so viele, dass jedes Bild nur mit denen seiner Umgebung verglichen wurde.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over; so many that each image was compared with those of its region only.</source>
            <translation>{n:,} Labels durchgesehen; so viele, dass jedes Bild nur mit denen seiner Umgebung verglichen wurde.</translation>
        </message>
        <message>
            <source>The settings could not be read, and are the usual ones again ({path}). Sessions and labels are not touched.</source>
            <translation>Die Einstellungen waren nicht lesbar und sind wieder die üblichen ({path}). Sitzungen und Labels sind davon nicht berührt.</translation>
        </message>
        <message>
            <source>The settings cannot be saved ({path}: {reason}). They hold until the program is closed; sessions and labels are kept elsewhere.</source>
            <translation>Die Einstellungen lassen sich nicht speichern ({path}: {reason}). Bis zum Ende des Programms gelten sie; Sitzungen und Labels liegen anderswo.</translation>
        </message>
        <message>
            <source>Counting failed: {reason}</source>
            <translation>Das Zählen ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>Names cannot be read: {reason}</source>
            <translation>Namen lassen sich nicht lesen: {reason}</translation>
        </message>
        <message>
            <source>Suggestions go by your labels alone.</source>
            <translation>Vorschläge richten sich allein nach den Labels.</translation>
        </message>
        <message>
            <source>Show the folder</source>
            <translation>Ordner zeigen</translation>
        </message>
        <message>
            <source>The export failed: {reason}</source>
            <translation>Der Export ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>Export again…</source>
            <translation>Noch einmal exportieren…</translation>
        </message>
        <message>
            <source>The export was stopped; nothing of it is left.</source>
            <translation>Der Export wurde angehalten; davon ist nichts übrig.</translation>
        </message>
        <message>
            <source>Go on…</source>
            <translation>Weitermachen…</translation>
        </message>
        <message>
            <source>Throw it away</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>The export was stopped; what is left of it cannot be looked at ({reason}).</source>
            <translation>Der Export wurde angehalten; was davon übrig ist, lässt sich nicht ansehen ({reason}).</translation>
        </message>
        <message>
            <source>The unfinished export “{folder}” is deleted.</source>
            <translation>Der unfertige Export „{folder}“ ist gelöscht.</translation>
        </message>
        <message>
            <source>The import failed: {reason}</source>
            <translation>Der Import ist gescheitert: {reason}</translation>
        </message>
        <message>
            <source>Import again…</source>
            <translation>Noch einmal importieren…</translation>
        </message>
        <message>
            <source>The session could not be read</source>
            <translation>Die Sitzung konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>Embeddings are not kept: {reason} ({folder}).</source>
            <translation>Embeddings werden nicht aufbewahrt: {reason} ({folder}).</translation>
        </message>
        <message>
            <source>Free some space and try again; everything saved before is safe.</source>
            <translation>Platz schaffen und es noch einmal versuchen; alles, was vorher gespeichert wurde, ist sicher.</translation>
        </message>
        <message>
            <source>Check that you may use this file and its folder; where nothing may be written, open it for reading only.</source>
            <translation>Prüfen, ob die Rechte an dieser Datei und ihrem Ordner ausreichen; wo nichts geschrieben werden darf, die Sitzung nur zum Lesen öffnen.</translation>
        </message>
        <message>
            <source>Check that the drive is connected and has space left, then try again.</source>
            <translation>Prüfen, ob das Laufwerk angeschlossen ist und noch Platz hat, und es dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Check that its drive is connected and that you may use its folder, then try again.</source>
            <translation>Prüfen, ob das Laufwerk angeschlossen ist und die Rechte am Ordner ausreichen, und es dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Close other programs and try again.</source>
            <translation>Andere Programme schließen und es noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Close the other program and try again.</source>
            <translation>Das andere Programm schließen und es noch einmal versuchen.</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>der Datenträger ist voll</translation>
        </message>
        <message>
            <source>it may only be read</source>
            <translation>Schreiben ist dort nicht erlaubt</translation>
        </message>
        <message>
            <source>there is no permission</source>
            <translation>die Berechtigung fehlt</translation>
        </message>
        <message>
            <source>the file or its folder cannot be reached</source>
            <translation>die Datei oder ihr Ordner ist nicht erreichbar</translation>
        </message>
        <message>
            <source>the drive reports an error</source>
            <translation>das Laufwerk meldet einen Fehler</translation>
        </message>
        <message>
            <source>another program is using it</source>
            <translation>ein anderes Programm benutzt die Datei</translation>
        </message>
        <message>
            <source>the memory is full</source>
            <translation>der Arbeitsspeicher ist voll</translation>
        </message>
        <message>
            <source>too many files are open</source>
            <translation>zu viele Dateien sind offen</translation>
        </message>
        <message>
            <source>your share of the disk is full</source>
            <translation>der eigene Anteil am Datenträger ist voll</translation>
        </message>
        <message>
            <source>a file lies where its folder should be</source>
            <translation>wo der Ordner sein müsste, liegt eine Datei</translation>
        </message>
        <message>
            <source>its name is too long for this drive</source>
            <translation>der Name ist zu lang für dieses Laufwerk</translation>
        </message>
        <message>
            <source>files cannot be locked on this drive</source>
            <translation>auf diesem Laufwerk lassen sich Dateien nicht sperren</translation>
        </message>
        <message>
            <source>the session file is damaged</source>
            <translation>die Sitzungsdatei ist beschädigt</translation>
        </message>
        <message>
            <source>No automatic backup of {path} could be made: {reason}. You can go on: every decision is kept in the session itself.</source>
            <translation>Von {path} konnte keine automatische Sicherung gemacht werden: {reason}. Weiterarbeiten geht trotzdem: Jede Entscheidung steht in der Sitzung selbst.</translation>
        </message>
        <message>
            <source>{doing}: {reason} ({path}).</source>
            <translation>{doing}: {reason} ({path}).</translation>
        </message>
        <message>
            <source>It can be brought back from the automatic backup and the log of decisions in {folder}.</source>
            <translation>Die Sitzung lässt sich aus der automatischen Sicherung und dem Protokoll der Entscheidungen in {folder} zurückholen.</translation>
        </message>
        <message>
            <source>Nothing was changed in it. If you have a copy of the file, put that in its place.</source>
            <translation>Darin wurde nichts geändert. Gibt es eine Kopie der Datei, diese an ihre Stelle legen.</translation>
        </message>
        <message>
            <source>{doing}: {what} ({path}).</source>
            <translation>{doing}: {what} ({path}).</translation>
        </message>
        <message>
            <source>There is no “img_emb_0.npy” in “{folder}”.</source>
            <translation>In „{folder}“ gibt es keine Datei „img_emb_0.npy“.</translation>
        </message>
        <message>
            <source>Choose the folder that clip-retrieval wrote, with all its files.</source>
            <translation>Den Ordner wählen, den clip-retrieval geschrieben hat, mit allen seinen Dateien.</translation>
        </message>
        <message>
            <source>“{folder}” holds two files of number {number}, “{one}” and “{other}”.</source>
            <translation>„{folder}“ enthält zwei Dateien mit der Nummer {number}, „{one}“ und „{other}“.</translation>
        </message>
        <message>
            <source>They are of two runs: keep each run in a folder of its own.</source>
            <translation>Die Dateien stammen aus zwei Läufen: jeden Lauf in einem eigenen Ordner halten.</translation>
        </message>
        <message>
            <source>“{folder}” has “{file}”, but no “{missing}”.</source>
            <translation>„{folder}“ enthält „{file}“, aber nicht „{missing}“.</translation>
        </message>
        <message>
            <source>Copy the whole folder here again.</source>
            <translation>Den ganzen Ordner noch einmal hierher kopieren.</translation>
        </message>
        <message>
            <source>“{folder}” has the shards up to number {last}, but none of number {gap}.</source>
            <translation>„{folder}“ enthält die Teile bis Nummer {last}, aber keinen mit der Nummer {gap}.</translation>
        </message>
        <message>
            <source>Copy the whole folder here again, or make that shard again.</source>
            <translation>Den ganzen Ordner noch einmal hierher kopieren oder diesen Teil neu erzeugen.</translation>
        </message>
        <message>
            <source>“{table}” has {vectors:,} embeddings, and “{metadata}” names {names:,} images.</source>
            <translation>„{table}“ enthält {vectors:,} Embeddings, „{metadata}“ nennt {names:,} Bilder.</translation>
        </message>
        <message>
            <source>They are not of one run, or one was not copied whole: copy both again.</source>
            <translation>Die beiden stammen nicht aus demselben Lauf, oder eine wurde nicht ganz kopiert: beide noch einmal kopieren.</translation>
        </message>
        <message>
            <source>Row {row:,} of the embeddings in “{path}” (counted from 0) has a number that is not finite.</source>
            <translation>Zeile {row:,} der Embeddings in „{path}“ (ab 0 gezählt) enthält eine Zahl, die nicht endlich ist.</translation>
        </message>
        <message>
            <source>Make the embedding of that image again, or leave it out.</source>
            <translation>Das Embedding dieses Bildes neu erzeugen oder es weglassen.</translation>
        </message>
        <message>
            <source>The embeddings in “{path}” are an array of shape {shape} and type {dtype}, not a table of floating-point numbers.</source>
            <translation>Die Embeddings in „{path}“ sind ein Array der Form {shape} und vom Typ {dtype}, keine Tabelle von Gleitkommazahlen.</translation>
        </message>
        <message>
            <source>Give one row for each image.</source>
            <translation>Für jedes Bild eine Zeile angeben.</translation>
        </message>
        <message>
            <source>The embeddings in “{path}” have {count:,} numbers each, those in “{first}” {first_count:,}.</source>
            <translation>Die Embeddings in „{path}“ haben je {count:,} Zahlen, die in „{first}“ je {first_count:,}.</translation>
        </message>
        <message>
            <source>Keep the embeddings of one encoder in a folder of their own.</source>
            <translation>Die Embeddings jedes Encoders in einem eigenen Ordner halten.</translation>
        </message>
        <message>
            <source>There are no embeddings in “{path}”.</source>
            <translation>In „{path}“ sind keine Embeddings.</translation>
        </message>
        <message>
            <source>Choose others.</source>
            <translation>Andere wählen.</translation>
        </message>
        <message>
            <source>Choose an .npz file that “iaia-desktop embed” wrote, a folder of such files, or the folder that clip-retrieval wrote.</source>
            <translation>Eine .npz-Datei wählen, die „iaia-desktop embed“ geschrieben hat, einen Ordner mit solchen Dateien oder den Ordner, den clip-retrieval geschrieben hat.</translation>
        </message>
        <message>
            <source>There are no embeddings in the folder “{path}”.</source>
            <translation>Im Ordner „{path}“ sind keine Embeddings.</translation>
        </message>
        <message>
            <source>“{path}” is no file of embeddings.</source>
            <translation>„{path}“ ist keine Datei mit Embeddings.</translation>
        </message>
        <message>
            <source>“{path}” has no array “{array}”.</source>
            <translation>„{path}“ enthält kein Array „{array}“.</translation>
        </message>
        <message>
            <source>It needs “embeddings” and “paths”, as “iaia-desktop embed” writes them.</source>
            <translation>Nötig sind „embeddings“ und „paths“, wie „iaia-desktop embed“ sie schreibt.</translation>
        </message>
        <message>
            <source>The paths in “{path}” are an array of shape {shape} and type {dtype}, not a list of text.</source>
            <translation>Die Pfade in „{path}“ sind ein Array der Form {shape} und vom Typ {dtype}, keine Liste von Texten.</translation>
        </message>
        <message>
            <source>Give one path for each row of the embeddings.</source>
            <translation>Für jede Zeile der Embeddings einen Pfad angeben.</translation>
        </message>
        <message>
            <source>“{path}” holds paths that are too long for any disk.</source>
            <translation>„{path}“ enthält Pfade, die für jeden Datenträger zu lang sind.</translation>
        </message>
        <message>
            <source>“{path}” has {vectors:,} embeddings and {paths:,} paths.</source>
            <translation>„{path}“ enthält {vectors:,} Embeddings und {paths:,} Pfade.</translation>
        </message>
        <message>
            <source>Both need the same length, one for each image: make the file again.</source>
            <translation>Es müssen gleich viele sein, je eines pro Bild: die Datei neu erzeugen.</translation>
        </message>
        <message>
            <source>The hashes in “{path}” are an array of shape {shape} and type {dtype}, not {size} bytes for each of {vectors:,} embeddings.</source>
            <translation>Die Prüfsummen (hashes) in „{path}“ sind ein Array der Form {shape} und vom Typ {dtype}, nicht je {size} Bytes für {vectors:,} Embeddings.</translation>
        </message>
        <message>
            <source>Make the file again, or leave the array out.</source>
            <translation>Die Datei neu erzeugen oder das Array weglassen.</translation>
        </message>
        <message>
            <source>The {name} in “{path}” is an array of shape {shape} and type {dtype}, not one text.</source>
            <translation>„{name}“ in „{path}“ ist ein Array der Form {shape} und vom Typ {dtype}, kein einzelner Text.</translation>
        </message>
        <message>
            <source>“{path}” does not name the encoder that made it, and “{first}” was made with the encoder “{encoder}”.</source>
            <translation>„{path}“ nennt den verwendeten Encoder nicht, „{first}“ wurde mit dem Encoder „{encoder}“ erzeugt.</translation>
        </message>
        <message>
            <source>“{path}” was made with the encoder “{encoder}”, and “{first}” does not name the encoder that made it.</source>
            <translation>„{path}“ wurde mit dem Encoder „{encoder}“ erzeugt, „{first}“ nennt den verwendeten Encoder nicht.</translation>
        </message>
        <message>
            <source>“{path}” was made with the encoder “{encoder}”, and “{first}” with “{first_encoder}”.</source>
            <translation>„{path}“ wurde mit dem Encoder „{encoder}“ erzeugt, „{first}“ mit „{first_encoder}“.</translation>
        </message>
        <message>
            <source>The session {path} is open in another window of this program.</source>
            <translation>Die Sitzung {path} ist in einem anderen Fenster dieses Programms offen.</translation>
        </message>
        <message>
            <source>Close it there first, or open it here for reading only.</source>
            <translation>Zuerst dort schließen oder hier nur zum Lesen öffnen.</translation>
        </message>
        <message>
            <source>The session {path} was written by a newer version of this program (format {version}; this version reads up to {target}).</source>
            <translation>Die Sitzung {path} wurde von einer neueren Version dieses Programms geschrieben (Format {version}; diese Version liest bis {target}).</translation>
        </message>
        <message>
            <source>Update the program to open it. Nothing was changed in the file.</source>
            <translation>Zum Öffnen das Programm aktualisieren. In der Datei wurde nichts geändert.</translation>
        </message>
        <message>
            <source>The session {path} has format {version}, which this version of the program does not know.</source>
            <translation>Die Sitzung {path} hat das Format {version}, das diese Version des Programms nicht kennt.</translation>
        </message>
        <message>
            <source>Open it with the version that wrote it. Nothing was changed in the file.</source>
            <translation>Mit der Version öffnen, von der die Datei stammt. In der Datei wurde nichts geändert.</translation>
        </message>
        <message>
            <source>The session {path} could not be brought to the present format.</source>
            <translation>Die Sitzung {path} konnte nicht in das heutige Format gebracht werden.</translation>
        </message>
        <message>
            <source>Nothing was changed in it, and a copy lies at {copy}.</source>
            <translation>Darin wurde nichts geändert, und eine Kopie liegt unter {copy}.</translation>
        </message>
        <message>
            <source>The session could not be created</source>
            <translation>Die Sitzung konnte nicht angelegt werden</translation>
        </message>
        <message>
            <source>Check that you may write in its folder.</source>
            <translation>Prüfen, ob in ihren Ordner geschrieben werden darf.</translation>
        </message>
        <message>
            <source>{doing}: there is a file already ({path}).</source>
            <translation>{doing}: Dort liegt schon eine Datei ({path}).</translation>
        </message>
        <message>
            <source>Open that one, or choose another name.</source>
            <translation>Diese öffnen oder einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>The session {path} has an older format, which cannot be read as it is.</source>
            <translation>Die Sitzung {path} hat ein älteres Format, das sich so nicht lesen lässt.</translation>
        </message>
        <message>
            <source>Open it for writing once: it is copied, then brought up to date.</source>
            <translation>Einmal zum Schreiben öffnen: Die Sitzung wird kopiert, dann auf den neuen Stand gebracht.</translation>
        </message>
        <message>
            <source>{doing}: its last decisions are missing in the file, but not in the log beside it ({path}).</source>
            <translation>{doing}: Die letzten Entscheidungen fehlen in der Datei, nicht aber im Protokoll daneben ({path}).</translation>
        </message>
        <message>
            <source>Open it for writing once: they are brought back.</source>
            <translation>Einmal zum Schreiben öffnen: Die Entscheidungen kommen zurück.</translation>
        </message>
        <message>
            <source>Install it with “python -m pip install pyarrow”, beside this program.</source>
            <translation>pyarrow mit „python -m pip install pyarrow“ neben diesem Programm installieren.</translation>
        </message>
        <message>
            <source>The program that comes without Python leaves it out: use the one that pip installs, with pyarrow beside it, or embeddings in an .npz file.</source>
            <translation>In der Fassung des Programms, die ohne Python läuft, fehlt pyarrow: die mit pip installierte verwenden, mit pyarrow daneben, oder Embeddings in einer .npz-Datei.</translation>
        </message>
        <message>
            <source>“{path}” has no column “{column}” of text.</source>
            <translation>„{path}“ hat keine Spalte „{column}“ mit Text.</translation>
        </message>
        <message>
            <source>It holds the path of the image of each row; make the folder with images as input.</source>
            <translation>Diese Spalte enthält den Pfad des Bildes jeder Zeile; den Ordner neu erzeugen, mit Bildern als Eingabe.</translation>
        </message>
        <message>
            <source>“{path}” is a parquet file, and pyarrow, which reads these, is not installed.</source>
            <translation>„{path}“ ist eine Parquet-Datei, und pyarrow, das solche liest, ist nicht installiert.</translation>
        </message>
        <message>
            <source>The session could not be opened</source>
            <translation>Die Sitzung konnte nicht geöffnet werden</translation>
        </message>
        <message>
            <source>the session file is empty</source>
            <translation>die Sitzungsdatei ist leer</translation>
        </message>
        <message>
            <source>the session file is damaged, or was never a session</source>
            <translation>die Sitzungsdatei ist beschädigt oder war nie eine Sitzung</translation>
        </message>
        <message>
            <source>{doing}: {path} is a folder.</source>
            <translation>{doing}: {path} ist ein Ordner.</translation>
        </message>
        <message>
            <source>Open it as a folder of images instead.</source>
            <translation>Stattdessen als Ordner mit Bildern öffnen.</translation>
        </message>
        <message>
            <source>{doing}: there is no file {path}.</source>
            <translation>{doing}: Die Datei {path} gibt es nicht.</translation>
        </message>
        <message>
            <source>Open the folder of images instead; a session for it is found or made.</source>
            <translation>Stattdessen den Ordner mit den Bildern öffnen; eine Sitzung dazu wird gefunden oder angelegt.</translation>
        </message>
        <message>
            <source>{doing}: {path} is no file but a pipe or a device.</source>
            <translation>{doing}: {path} ist keine Datei, sondern eine Pipe oder ein Gerät.</translation>
        </message>
        <message>
            <source>Choose a file that ends in .iaia.</source>
            <translation>Eine Datei wählen, die auf .iaia endet.</translation>
        </message>
        <message>
            <source>{doing}: {path} is not a session file.</source>
            <translation>{doing}: {path} ist keine Sitzungsdatei.</translation>
        </message>
        <message>
            <source>{doing}: {path} is a database of another program.</source>
            <translation>{doing}: {path} ist die Datenbank eines anderen Programms.</translation>
        </message>
        <message>
            <source>Choose a file that this program made.</source>
            <translation>Eine Datei wählen, die von diesem Programm stammt.</translation>
        </message>
        <message>
            <source>{doing}: {path}, where its backups lie, is a link to another place.</source>
            <translation>{doing}: {path}, wo ihre Sicherungen liegen, ist eine Verknüpfung zu einem anderen Ort.</translation>
        </message>
        <message>
            <source>Remove the link, and open the session again.</source>
            <translation>Die Verknüpfung entfernen und die Sitzung noch einmal öffnen.</translation>
        </message>
        <message>
            <source>the session file is damaged, or another program has changed it: {problem}</source>
            <translation>die Sitzungsdatei ist beschädigt, oder ein anderes Programm hat sie geändert: {problem}</translation>
        </message>
        <message>
            <source>The session could not be restored</source>
            <translation>Die Sitzung konnte nicht wiederhergestellt werden</translation>
        </message>
        <message>
            <source>{doing}: there is no sound backup of it ({path}).</source>
            <translation>{doing}: Es gibt keine unversehrte Sicherung davon ({path}).</translation>
        </message>
        <message>
            <source>Nothing was changed. If you have a copy of the file elsewhere, put that in its place.</source>
            <translation>Es wurde nichts geändert. Liegt anderswo eine Kopie der Datei, diese an ihre Stelle legen.</translation>
        </message>
        <message>
            <source>The table {name} is not as it should be</source>
            <translation>Die Tabelle {name} ist nicht, wie sie sein soll</translation>
        </message>
        <message>
            <source>The trigger {name} is not as it should be</source>
            <translation>Der Trigger {name} ist nicht, wie er sein soll</translation>
        </message>
        <message>
            <source>The trigger {name} does not belong there</source>
            <translation>Der Trigger {name} gehört nicht dorthin</translation>
        </message>
        <message>
            <source>The settings of the session could not be saved</source>
            <translation>Die Einstellungen der Sitzung konnten nicht gespeichert werden</translation>
        </message>
        <message>
            <source>The list of images could not be saved</source>
            <translation>Die Liste der Bilder konnte nicht gespeichert werden</translation>
        </message>
        <message>
            <source>The decision could not be saved</source>
            <translation>Die Entscheidung konnte nicht gespeichert werden</translation>
        </message>
        <message>
            <source>The prototypes could not be saved</source>
            <translation>Die Prototypen konnten nicht gespeichert werden</translation>
        </message>
        <message>
            <source>The automatic backup could not be made</source>
            <translation>Die automatische Sicherung konnte nicht gemacht werden</translation>
        </message>
        <message>
            <source>The session could not be closed</source>
            <translation>Die Sitzung konnte nicht geschlossen werden</translation>
        </message>
        <message>
            <source>{doing}: its drive does not answer ({path}).</source>
            <translation>{doing}: Das Laufwerk der Sitzung antwortet nicht ({path}).</translation>
        </message>
        <message>
            <source>Check the drive or the network, and try again when it does.</source>
            <translation>Laufwerk oder Netzwerk prüfen und es noch einmal versuchen, wenn es antwortet.</translation>
        </message>
        <message>
            <source>{doing}: the session is closed.</source>
            <translation>{doing}: Die Sitzung ist geschlossen.</translation>
        </message>
        <message>
            <source>Open it again.</source>
            <translation>Die Sitzung noch einmal öffnen.</translation>
        </message>
        <message>
            <source>{doing}: the session {path} is open for reading only.</source>
            <translation>{doing}: Die Sitzung {path} ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <source>Close the other window that has it open, then open it again.</source>
            <translation>Das andere Fenster schließen, in dem sie offen ist, dann die Sitzung noch einmal öffnen.</translation>
        </message>
        <message>
            <source>{doing}: the session file is no longer there ({path}).</source>
            <translation>{doing}: Die Sitzungsdatei ist nicht mehr da ({path}).</translation>
        </message>
        <message>
            <source>{doing}: the session file was replaced by another file ({path}).</source>
            <translation>{doing}: Die Sitzungsdatei wurde durch eine andere Datei ersetzt ({path}).</translation>
        </message>
        <message>
            <source>Connect its drive again, or put the file back, and try again.</source>
            <translation>Das Laufwerk wieder anschließen oder die Datei zurücklegen und es noch einmal versuchen.</translation>
        </message>
        <message>
            <source>{doing}: a part of the session was taken away ({path}).</source>
            <translation>{doing}: Ein Teil der Sitzung wurde entfernt ({path}).</translation>
        </message>
        <message>
            <source>Open the session again: everything decided so far is kept.</source>
            <translation>Die Sitzung noch einmal öffnen: Alles bisher Entschiedene ist erhalten.</translation>
        </message>
        <message>
            <source>{doing}: another program has changed the session meanwhile ({path}).</source>
            <translation>{doing}: Ein anderes Programm hat die Sitzung inzwischen geändert ({path}).</translation>
        </message>
        <message>
            <source>Open the session again to go on from what it holds now.</source>
            <translation>Die Sitzung noch einmal öffnen, um mit ihrem jetzigen Inhalt weiterzumachen.</translation>
        </message>
        <message>
            <source>“{path}” was cut short while it was read.</source>
            <translation>„{path}“ wurde kürzer, während daraus gelesen wurde.</translation>
        </message>
        <message>
            <source>Copy it here again, and see that nothing writes to it.</source>
            <translation>Die Datei noch einmal hierher kopieren und darauf achten, dass nichts hineinschreibt.</translation>
        </message>
        <message>
            <source>There is no “{path}”.</source>
            <translation>„{path}“ gibt es nicht.</translation>
        </message>
        <message>
            <source>Put the embeddings there again, or choose others.</source>
            <translation>Die Embeddings wieder dorthin legen oder andere wählen.</translation>
        </message>
        <message>
            <source>“{path}” cannot be read ({reason}).</source>
            <translation>„{path}“ lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <source>See that you may read it and that its drive is there.</source>
            <translation>Dafür sorgen, dass das Lesen erlaubt und das Laufwerk da ist.</translation>
        </message>
        <message>
            <source>“{path}” is damaged, or holds something other than plain numbers and text.</source>
            <translation>„{path}“ ist beschädigt oder enthält anderes als einfache Zahlen und Text.</translation>
        </message>
        <message>
            <source>Make it again, or copy it here again.</source>
            <translation>Die Datei neu erzeugen oder noch einmal hierher kopieren.</translation>
        </message>
        <message>
            <source>“{path}” is another file now than the one that was looked at.</source>
            <translation>„{path}“ ist jetzt eine andere Datei als die, die angesehen wurde.</translation>
        </message>
        <message>
            <source>Open the session again to use what is in it.</source>
            <translation>Die Sitzung noch einmal öffnen, um den neuen Inhalt zu verwenden.</translation>
        </message>
        <message>
            <source>“{path}” is compressed, so that no part of it can be read by itself.</source>
            <translation>„{path}“ ist komprimiert, sodass sich kein Teil davon einzeln lesen lässt.</translation>
        </message>
        <message>
            <source>Write it with numpy.savez in place of numpy.savez_compressed.</source>
            <translation>Die Datei mit numpy.savez statt numpy.savez_compressed schreiben.</translation>
        </message>
        <message>
            <source>“{path}” is shorter than it says.</source>
            <translation>„{path}“ ist kürzer, als darin angegeben.</translation>
        </message>
        <message>
            <source>The table in “{path}” lies there column by column, so rows cannot be read.</source>
            <translation>Die Tabelle in „{path}“ liegt dort Spalte für Spalte, sodass sich Zeilen nicht lesen lassen.</translation>
        </message>
        <message>
            <source>Write it as numpy.ascontiguousarray(table).</source>
            <translation>Die Tabelle als numpy.ascontiguousarray(table) schreiben.</translation>
        </message>
        <message>
            <source>the picture cannot be shown (details are in the log)</source>
            <translation>das Bild kann nicht gezeigt werden (Einzelheiten stehen im Protokoll)</translation>
        </message>
    </context>
    <context>
        <name>SearchBar</name>
        <message>
            <source>What the field is about</source>
            <translation>Worum es in dem Feld geht</translation>
        </message>
        <message>
            <source>What it shows</source>
            <translation>Was es zeigt</translation>
        </message>
        <message>
            <source>File name</source>
            <translation>Dateiname</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Label</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Entschieden von</translation>
        </message>
        <message>
            <source>Least distance</source>
            <translation>Kleinster Abstand</translation>
        </message>
        <message>
            <source>from </source>
            <translation>von </translation>
        </message>
        <message>
            <source>Greatest distance</source>
            <translation>Größter Abstand</translation>
        </message>
        <message>
            <source>to </source>
            <translation>bis </translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>Abstand</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Look at all images again</source>
            <translation>Wieder alle Bilder ansehen</translation>
        </message>
        <message>
            <source>Any class</source>
            <translation>Jede Klasse</translation>
        </message>
        <message>
            <source>Any state</source>
            <translation>Jeder Zustand</translation>
        </message>
        <message>
            <source>Not labelled</source>
            <translation>Nicht gelabelt</translation>
        </message>
        <message>
            <source>Labelled</source>
            <translation>Gelabelt</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Verworfen</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>By anybody</source>
            <translation>Von irgendwem</translation>
        </message>
        <message>
            <source>By a person</source>
            <translation>Von einem Menschen</translation>
        </message>
        <message>
            <source>By the machine</source>
            <translation>Von der Maschine</translation>
        </message>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>{name}: of a labelled image to the prototype of its class, of others to the nearest one</source>
            <translation>{name}: bei gelabelten Bildern zum Prototyp ihrer Klasse, bei anderen zum nächsten</translation>
        </message>
        <message>
            <source>What the pictures show, in words</source>
            <translation>Was die Bilder zeigen, in Worten</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Wörter</translation>
        </message>
        <message>
            <source>Part of a file or folder name</source>
            <translation>Teil eines Datei- oder Ordnernamens</translation>
        </message>
        <message>
            <source>The encoder in use knows no words, so names of files are searched</source>
            <translation>Der Encoder versteht keine Wörter, also werden Dateinamen durchsucht</translation>
        </message>
    </context>
    <context>
        <name>SearchChip</name>
        <message>
            <source>Do not compare with this image</source>
            <translation>Nicht mit diesem Bild vergleichen</translation>
        </message>
        <message>
            <source>Like {name}</source>
            <translation>Wie {name}</translation>
        </message>
    </context>
    <context>
        <name>SearchSheet</name>
        <message>
            <source>Images found</source>
            <translation>Gefundene Bilder</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Suche…</translation>
        </message>
        <message>
            <source>Nothing is selected: click an image, or Shift+click for several.</source>
            <translation>Nichts ist ausgewählt: ein Bild anklicken, oder Umschalt+Klick für mehrere.</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Suche läuft</translation>
        </message>
    </context>
    <context>
        <name>SearchWords</name>
        <message>
            <source>1 image</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} Bilder</translation>
        </message>
        <message>
            <source>The best {n} of {m} images</source>
            <translation>Die besten {n} von {m} Bildern</translation>
        </message>
        <message>
            <source>in folder order</source>
            <translation>in Ordnerreihenfolge</translation>
        </message>
        <message>
            <source>most alike first</source>
            <translation>die ähnlichsten zuerst</translation>
        </message>
        <message>
            <source>best match first</source>
            <translation>die passendsten zuerst</translation>
        </message>
        <message>
            <source>farthest from their class first</source>
            <translation>die von ihrer Klasse entferntesten zuerst</translation>
        </message>
        <message>
            <source> · {n} more are still being looked at</source>
            <translation> · {n} weitere werden noch angesehen</translation>
        </message>
        <message>
            <source>This image is still being looked at</source>
            <translation>Dieses Bild wird noch angesehen</translation>
        </message>
        <message>
            <source>Images like it appear here as soon as that is done.</source>
            <translation>Ähnliche Bilder erscheinen hier, sobald das getan ist.</translation>
        </message>
        <message>
            <source>The images are still being looked at</source>
            <translation>Die Bilder werden noch angesehen</translation>
        </message>
        <message>
            <source>Search again in a while.</source>
            <translation>Nach einer Weile noch einmal suchen.</translation>
        </message>
        <message>
            <source>Nothing looks like that</source>
            <translation>Nichts sieht so aus</translation>
        </message>
        <message>
            <source>Nothing fits these words</source>
            <translation>Nichts passt zu diesen Wörtern</translation>
        </message>
        <message>
            <source>No image fits</source>
            <translation>Kein Bild passt</translation>
        </message>
        <message>
            <source>Try fewer filters.</source>
            <translation>Weniger Filter versuchen.</translation>
        </message>
        <message>
            <source>Click to select, Shift+click for several, Enter to open</source>
            <translation>Klick zum Auswählen, Umschalt+Klick für mehrere, Enter zum Öffnen</translation>
        </message>
        <message>
            <source>1 selected</source>
            <translation>1 ausgewählt</translation>
        </message>
        <message>
            <source>{n} selected</source>
            <translation>{n} ausgewählt</translation>
        </message>
        <message>
            <source>{chosen}: the key of a class labels them, N a new one</source>
            <translation>{chosen}: die Taste einer Klasse labelt sie, N eine neue</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Pages of the settings</source>
            <translation>Seiten der Einstellungen</translation>
        </message>
        <message>
            <source>Encoder</source>
            <translation>Encoder</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <source>Looks</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Start page</source>
            <translation>Startseite</translation>
        </message>
        <message>
            <source>Recent sessions</source>
            <translation>Letzte Sitzungen</translation>
        </message>
        <message>
            <source>Folders that you have labelled appear here, to go on where you stopped.</source>
            <translation>Gelabelte Ordner erscheinen hier, um dort weiterzumachen, wo die Arbeit aufhörte.</translation>
        </message>
        <message>
            <source>Label a folder of images with suggestions that learn as you go, on your own machine.</source>
            <translation>Einen Ordner mit Bildern labeln, mit Vorschlägen, die dabei dazulernen, auf dem eigenen Rechner.</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Ordner öffnen…</translation>
        </message>
        <message>
            <source>Open a folder of images, or go on where you stopped</source>
            <translation>Einen Ordner mit Bildern öffnen oder dort weitermachen</translation>
        </message>
        <message>
            <source>Try the demo</source>
            <translation>Demo ausprobieren</translation>
        </message>
        <message>
            <source>Try the program on pictures it draws itself</source>
            <translation>Das Programm an Bildern ausprobieren, die es selbst zeichnet</translation>
        </message>
        <message>
            <source>Let go to open it</source>
            <translation>Zum Öffnen loslassen</translation>
        </message>
        <message>
            <source>or drop a folder of images, or a session file, here</source>
            <translation>oder einen Ordner mit Bildern oder eine Sitzungsdatei hierher ziehen</translation>
        </message>
    </context>
    <context>
        <name>StateCaption</name>
        <message>
            <source>skipped</source>
            <translation>übersprungen</translation>
        </message>
        <message>
            <source>discarded</source>
            <translation>verworfen</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>fehlt</translation>
        </message>
    </context>
    <context>
        <name>StatisticsDialog</name>
        <message>
            <source>Statistics</source>
            <translation>Statistik</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Überblick</translation>
        </message>
        <message>
            <source>Classes and confusions</source>
            <translation>Klassen und Verwechslungen</translation>
        </message>
        <message>
            <source>Rankers</source>
            <translation>Ranker</translation>
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Labelled</source>
            <translation>Gelabelt</translation>
        </message>
        <message>
            <source>Images looked at</source>
            <translation>Angesehene Bilder</translation>
        </message>
        <message>
            <source>The machine labels the others as you go; the Label menu changes that</source>
            <translation>Die Maschine labelt die anderen unterwegs; das Menü Label ändert das</translation>
        </message>
        <message>
            <source>1 unreadable</source>
            <translation>1 nicht lesbar</translation>
        </message>
        <message>
            <source>{n:,} unreadable</source>
            <translation>{n:,} nicht lesbar</translation>
        </message>
        <message>
            <source>Files that cannot be read; the View menu lists them</source>
            <translation>Dateien, die nicht lesbar sind; das Menü Ansicht zeigt sie</translation>
        </message>
        <message>
            <source>The encoder, and the device that it computes on</source>
            <translation>Der Encoder und das Gerät, auf dem er rechnet</translation>
        </message>
        <message>
            <source>Asking for {percent:.0f} % of the images</source>
            <translation>Gefragt wird nach {percent:.0f} % der Bilder</translation>
        </message>
        <message>
            <source>Asking below {percent:.3g} % sure</source>
            <translation>Gefragt wird unter {percent:.3g} % Sicherheit</translation>
        </message>
        <message>
            <source>Image {position:,} of {total:,}</source>
            <translation>Bild {position:,} von {total:,}</translation>
        </message>
        <message>
            <source>{total:,} images</source>
            <translation>{total:,} Bilder</translation>
        </message>
        <message>
            <source>No images</source>
            <translation>Keine Bilder</translation>
        </message>
        <message>
            <source>The image on screen, in the order in which images are asked for</source>
            <translation>Das Bild auf dem Schirm, in der Reihenfolge, in der nach Bildern gefragt wird</translation>
        </message>
        <message>
            <source>Labels are few: the most typical images of different clusters are asked for first</source>
            <translation>Labels gibt es erst wenige: nach den typischsten Bildern verschiedener Gruppen wird zuerst gefragt</translation>
        </message>
        <message>
            <source>Order: {words} (typical ones)</source>
            <translation>Reihenfolge: {words} (typische)</translation>
        </message>
        <message>
            <source>In which order images are asked for; Go &gt; Order has others</source>
            <translation>In welcher Reihenfolge nach Bildern gefragt wird; Gehe zu &gt; Reihenfolge hat andere</translation>
        </message>
        <message>
            <source>Order: {words}</source>
            <translation>Reihenfolge: {words}</translation>
        </message>
        <message>
            <source>folder order</source>
            <translation>wie im Ordner</translation>
        </message>
        <message>
            <source>surest first</source>
            <translation>sicherste zuerst</translation>
        </message>
        <message>
            <source>least sure first</source>
            <translation>unsicherste zuerst</translation>
        </message>
        <message>
            <source>most different first</source>
            <translation>verschiedenste zuerst</translation>
        </message>
        <message>
            <source>by likely class</source>
            <translation>nach wahrscheinlicher Klasse</translation>
        </message>
        <message>
            <source>{labelled:,} labelled ({percent:.0f} %), {skipped:,} skipped, {discarded:,} discarded, of {total:,}</source>
            <translation>{labelled:,} gelabelt ({percent:.0f} %), {skipped:,} übersprungen, {discarded:,} verworfen, von {total:,}</translation>
        </message>
        <message>
            <source>{labelled:,} labelled</source>
            <translation>{labelled:,} gelabelt</translation>
        </message>
        <message>
            <source>{skipped:,} skipped</source>
            <translation>{skipped:,} übersprungen</translation>
        </message>
        <message>
            <source>{discarded:,} discarded</source>
            <translation>{discarded:,} verworfen</translation>
        </message>
        <message>
            <source>Accuracy {percent:.0f} %</source>
            <translation>Genauigkeit {percent:.0f} %</translation>
        </message>
        <message>
            <source>Share of the suggestions that were right so far; the first image of each class does not count</source>
            <translation>Anteil der Vorschläge, die bisher richtig waren; das erste Bild jeder Klasse zählt nicht</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>{speed} images/s</source>
            <translation>{speed} Bilder/s</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
        <message>
            <source>{done:,} of {total:,} images looked at; labelling works meanwhile</source>
            <translation>{done:,} von {total:,} Bildern angesehen; Labeln geht währenddessen</translation>
        </message>
        <message>
            <source>Go on looking</source>
            <translation>Weiter ansehen</translation>
        </message>
        <message>
            <source>Stop looking ahead</source>
            <translation>Nicht mehr vorausschauen</translation>
        </message>
        <message>
            <source>Look at all images in the background</source>
            <translation>Alle Bilder im Hintergrund ansehen</translation>
        </message>
        <message>
            <source>Look at the image on screen only; labelling works all the same</source>
            <translation>Nur das Bild auf dem Schirm ansehen; Labeln geht trotzdem</translation>
        </message>
    </context>
    <context>
        <name>SuggestionPanel</name>
        <message>
            <source>Suggestion</source>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>Nearest classes</source>
            <translation>Nächste Klassen</translation>
        </message>
        <message>
            <source>Classes, nearest first</source>
            <translation>Klassen, die nächste zuerst</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Annehmen</translation>
        </message>
        <message>
            <source>New class</source>
            <translation>Neue Klasse</translation>
        </message>
        <message>
            <source>No image</source>
            <translation>Kein Bild</translation>
        </message>
        <message>
            <source>This file cannot be read</source>
            <translation>Diese Datei ist nicht lesbar</translation>
        </message>
        <message>
            <source>No suggestion</source>
            <translation>Kein Vorschlag</translation>
        </message>
        <message>
            <source>Unreadable</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>Looking at the image…</source>
            <translation>Das Bild wird angesehen…</translation>
        </message>
        <message>
            <source>You can label it by key already.</source>
            <translation>Es lässt sich schon mit einer Taste labeln.</translation>
        </message>
        <message>
            <source>Not embedded</source>
            <translation>Nicht eingebettet</translation>
        </message>
        <message>
            <source>It was not embedded elsewhere, and the encoder is not on this machine.</source>
            <translation>Es wurde anderswo nicht eingebettet, und der Encoder ist nicht auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Nothing is labelled yet</source>
            <translation>Noch ist nichts gelabelt</translation>
        </message>
        <message>
            <source>Give the first label</source>
            <translation>Das erste Label geben</translation>
        </message>
        <message>
            <source>Press the key of a class; suggestions begin with the second image.</source>
            <translation>Die Taste einer Klasse drücken; Vorschläge beginnen beim zweiten Bild.</translation>
        </message>
        <message>
            <source>Name the first class</source>
            <translation>Die erste Klasse benennen</translation>
        </message>
        <message>
            <source>Suggestions begin with the second image.</source>
            <translation>Vorschläge beginnen beim zweiten Bild.</translation>
        </message>
        <message>
            <source>Name it</source>
            <translation>Benennen</translation>
        </message>
        <message>
            <source>Unlike all that is labelled</source>
            <translation>Anders als alles Gelabelte</translation>
        </message>
        <message>
            <source>No class is near enough</source>
            <translation>Keine Klasse ist nah genug</translation>
        </message>
        <message>
            <source>Looks like a new class</source>
            <translation>Wohl eine neue Klasse</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Neu</translation>
        </message>
        <message>
            <source>Suggestion by name</source>
            <translation>Vorschlag nach Namen</translation>
        </message>
        <message>
            <source>By its name, not by examples: it has none yet.</source>
            <translation>Nach ihrem Namen, nicht nach Beispielen: noch hat sie keine.</translation>
        </message>
        <message>
            <source>The suggestion is a new class.</source>
            <translation>Der Vorschlag ist eine neue Klasse.</translation>
        </message>
        <message>
            <source>The suggestion is “{name}”.</source>
            <translation>Der Vorschlag ist „{name}“.</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Label</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Labelled by you</source>
            <translation>Selbst gelabelt</translation>
        </message>
        <message>
            <source>Labelled by the program</source>
            <translation>Vom Programm gelabelt</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Verworfen</translation>
        </message>
        <message>
            <source>Why: the nearest pictures of “{name}”</source>
            <translation>Warum: die nächsten Bilder von „{name}“</translation>
        </message>
        <message>
            <source>Nearest so far: “{name}”</source>
            <translation>Am nächsten bisher: „{name}“</translation>
        </message>
        <message>
            <source>Why this suggestion</source>
            <translation>Warum dieser Vorschlag</translation>
        </message>
        <message>
            <source>Its name fits the picture best; no picture has this label yet.</source>
            <translation>Ihr Name passt am besten zum Bild; noch hat kein Bild dieses Label.</translation>
        </message>
        <message>
            <source>The nearest labelled pictures of the suggested class appear here.</source>
            <translation>Die nächsten gelabelten Bilder der vorgeschlagenen Klasse erscheinen hier.</translation>
        </message>
        <message>
            <source>The classes are ranked once the image has been looked at.</source>
            <translation>Die Klassen werden geordnet, sobald das Bild angesehen ist.</translation>
        </message>
        <message>
            <source>The classes are ranked here from the second image on.</source>
            <translation>Die Klassen werden hier ab dem zweiten Bild geordnet.</translation>
        </message>
        <message>
            <source>Classes appear here as you name them.</source>
            <translation>Klassen erscheinen hier, sobald sie benannt sind.</translation>
        </message>
    </context>
    <context>
        <name>SupervisionDialog</name>
        <message>
            <source>Supervision</source>
            <translation>Supervision</translation>
        </message>
        <message>
            <source>Which images you are asked for, as you go from one to the next. The machine labels the others when their turn comes. It never makes a new class.</source>
            <translation>Nach welchen Bildern gefragt wird, auf dem Weg vom einen zum nächsten. Die anderen labelt die Maschine, wenn sie an der Reihe sind. Sie macht nie eine neue Klasse.</translation>
        </message>
        <message>
            <source>Ask for every image</source>
            <translation>Nach jedem Bild fragen</translation>
        </message>
        <message>
            <source>Every label is yours.</source>
            <translation>Jedes Label kommt von Hand.</translation>
        </message>
        <message>
            <source>Ask for a random share</source>
            <translation>Nach einem zufälligen Anteil fragen</translation>
        </message>
        <message>
            <source>The machine labels the rest as it suggests. Its errors are not bounded.</source>
            <translation>Die Maschine labelt den Rest, wie sie vorschlägt. Ihre Fehler haben keine Grenze.</translation>
        </message>
        <message>
            <source>Ask only when unsure</source>
            <translation>Nur fragen, wenn unsicher</translation>
        </message>
        <message>
            <source>The machine labels what it is sure of, by its own estimate.</source>
            <translation>Die Maschine labelt, wobei sie nach eigener Schätzung sicher ist.</translation>
        </message>
        <message>
            <source>&amp;Ask for this share of the images</source>
            <translation>&amp;Nach diesem Anteil der Bilder fragen</translation>
        </message>
        <message>
            <source>A&amp;sk below this estimate</source>
            <translation>&amp;Unter dieser Schätzung fragen</translation>
        </message>
        <message>
            <source>Labels of the machine carry its mark everywhere and can be undone. For a promise about their errors, use “Auto-label the rest” instead.</source>
            <translation>Labels der Maschine tragen überall ihr Zeichen und lassen sich zurücknehmen. Für eine Zusage über ihre Fehler gibt es „Den Rest automatisch labeln“.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Verwenden</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>TaskRow</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>{done:,} of {total:,}</source>
            <translation>{done:,} von {total:,}</translation>
        </message>
        <message>
            <source>Cancel: {what}</source>
            <translation>Abbrechen: {what}</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>Wird abgebrochen…</translation>
        </message>
    </context>
    <context>
        <name>ThumbnailGrid</name>
        <message>
            <source>Grid of images</source>
            <translation>Raster von Bildern</translation>
        </message>
    </context>
    <context>
        <name>ThumbnailModel</name>
        <message>
            <source>Image {n}</source>
            <translation>Bild {n}</translation>
        </message>
    </context>
    <context>
        <name>UnfinishedCard</name>
        <message>
            <source>&amp;Go on, and keep what is right</source>
            <translation>&amp;Weitermachen und behalten, was richtig ist</translation>
        </message>
        <message>
            <source>&amp;Throw it away and begin anew</source>
            <translation>&amp;Verwerfen und neu beginnen</translation>
        </message>
    </context>
</TS>
