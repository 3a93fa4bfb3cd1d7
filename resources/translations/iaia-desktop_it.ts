<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it_IT" sourcelanguage="en_GB">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>IAIA Desktop</source>
            <translation>IAIA Desktop</translation>
        </message>
        <message>
            <source>Label a folder of images with suggestions that learn as you go, on your own machine. Nothing you label leaves it.</source>
            <translation>Etichetta una cartella di immagini con suggerimenti che imparano strada facendo, sul tuo computer. Nulla di ciò che etichetti ne esce.</translation>
        </message>
        <message>
            <source>About IAIA Desktop</source>
            <translation>Informazioni su IAIA Desktop</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versione</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licenza</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Copia i dettagli</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;File</source>
            <translation>&amp;File</translation>
        </message>
        <message>
            <source>&amp;Label</source>
            <translation>&amp;Etichetta</translation>
        </message>
        <message>
            <source>&amp;Go</source>
            <translation>Va&amp;i</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Visualizza</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Aiuto</translation>
        </message>
        <message>
            <source>&amp;Open folder…</source>
            <translation>&amp;Apri una cartella…</translation>
        </message>
        <message>
            <source>Open a folder of images, or go on where you stopped</source>
            <translation>Apri una cartella di immagini, o riprendi da dove eri</translation>
        </message>
        <message>
            <source>Open &amp;session file…</source>
            <translation>Apri un file di &amp;sessione…</translation>
        </message>
        <message>
            <source>Open a session file that lies anywhere</source>
            <translation>Apri un file di sessione, ovunque si trovi</translation>
        </message>
        <message>
            <source>Open the &amp;demo</source>
            <translation>Apri la &amp;demo</translation>
        </message>
        <message>
            <source>Try the program on pictures it draws itself</source>
            <translation>Prova il programma su immagini che disegna da sé</translation>
        </message>
        <message>
            <source>&amp;Close session</source>
            <translation>&amp;Chiudi la sessione</translation>
        </message>
        <message>
            <source>Go back to the start page; everything is saved already</source>
            <translation>Torna alla pagina iniziale; tutto è già salvato</translation>
        </message>
        <message>
            <source>&amp;Look for changes in the folder</source>
            <translation>Ce&amp;rca modifiche nella cartella</translation>
        </message>
        <message>
            <source>Find images that are new, renamed, gone or back</source>
            <translation>Trova le immagini nuove, rinominate, sparite o ritornate</translation>
        </message>
        <message>
            <source>Find the &amp;folder…</source>
            <translation>&amp;Trova la cartella…</translation>
        </message>
        <message>
            <source>Say where the folder of images is now</source>
            <translation>Indica dov'è ora la cartella delle immagini</translation>
        </message>
        <message>
            <source>Use embeddings made else&amp;where…</source>
            <translation>&amp;Usa embedding calcolati altrove…</translation>
        </message>
        <message>
            <source>Look up what another machine has embedded, in a file or a folder</source>
            <translation>Leggi ciò che un altro computer ha calcolato, da un file o da una cartella</translation>
        </message>
        <message>
            <source>&amp;Import labels…</source>
            <translation>&amp;Importa etichette…</translation>
        </message>
        <message>
            <source>Take labels from a folder per class or a CSV</source>
            <translation>Prendi le etichette da una cartella per classe o da un CSV</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>Esp&amp;orta…</translation>
        </message>
        <message>
            <source>Write a folder per class and tables of the labels</source>
            <translation>Scrivi una cartella per classe e tabelle delle etichette</translation>
        </message>
        <message>
            <source>Se&amp;ttings…</source>
            <translation>Im&amp;postazioni…</translation>
        </message>
        <message>
            <source>Encoder, what ranks, epsilon, looks and keys</source>
            <translation>Encoder, che cosa ordina, epsilon, aspetto e tasti</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Esci</translation>
        </message>
        <message>
            <source>Leave; every decision is saved already</source>
            <translation>Lascia il programma; ogni decisione è già salvata</translation>
        </message>
        <message>
            <source>&amp;Accept the suggestion</source>
            <translation>&amp;Accetta il suggerimento</translation>
        </message>
        <message>
            <source>Label the image with the suggested class and go to the next</source>
            <translation>Etichetta l'immagine con la classe suggerita e passa alla prossima</translation>
        </message>
        <message>
            <source>&amp;New class…</source>
            <translation>&amp;Nuova classe…</translation>
        </message>
        <message>
            <source>Name a new class for the image</source>
            <translation>Dai il nome a una nuova classe per l'immagine</translation>
        </message>
        <message>
            <source>&amp;Type class names…</source>
            <translation>&amp;Scrivi i nomi delle classi…</translation>
        </message>
        <message>
            <source>Make many classes by their names, before any image has a label</source>
            <translation>Crea molte classi dai loro nomi, prima che un'immagine abbia un'etichetta</translation>
        </message>
        <message>
            <source>&amp;Find a class…</source>
            <translation>&amp;Trova una classe…</translation>
        </message>
        <message>
            <source>Label the image with a class found by typing</source>
            <translation>Etichetta l'immagine con una classe trovata scrivendo</translation>
        </message>
        <message>
            <source>Chan&amp;ge as the review says</source>
            <translation>&amp;Cambia come dice la revisione</translation>
        </message>
        <message>
            <source>Give what the review asks about the label that fits better</source>
            <translation>Dai a ciò che la revisione chiede l'etichetta più adatta</translation>
        </message>
        <message>
            <source>&amp;Skip</source>
            <translation>Sa&amp;lta</translation>
        </message>
        <message>
            <source>Leave the image for later and go to the next</source>
            <translation>Lascia l'immagine per dopo e passa alla prossima</translation>
        </message>
        <message>
            <source>&amp;Discard</source>
            <translation>Sca&amp;rta</translation>
        </message>
        <message>
            <source>Keep the image out of the export; its file is not touched</source>
            <translation>Tieni l'immagine fuori dall'esportazione; il suo file non viene toccato</translation>
        </message>
        <message>
            <source>&amp;Remove the label</source>
            <translation>Togli l'&amp;etichetta</translation>
        </message>
        <message>
            <source>Make the image undecided again</source>
            <translation>Rendi di nuovo l'immagine senza decisione</translation>
        </message>
        <message>
            <source>Auto-&amp;label the rest…</source>
            <translation>Etichetta il resto &amp;in automatico…</translation>
        </message>
        <message>
            <source>Let the machine label what it is sure of, with a promise about its errors</source>
            <translation>Lascia che la macchina etichetti ciò di cui è sicura, con una garanzia sui suoi errori</translation>
        </message>
        <message>
            <source>Super&amp;vision…</source>
            <translation>Su&amp;pervisione…</translation>
        </message>
        <message>
            <source>Ask for every image, for a random share, or only when unsure</source>
            <translation>Chiedi di ogni immagine, di una quota casuale, o solo nel dubbio</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>Ann&amp;ulla</translation>
        </message>
        <message>
            <source>Take the last decision back</source>
            <translation>Riprendi l'ultima decisione</translation>
        </message>
        <message>
            <source>R&amp;edo</source>
            <translation>Ri&amp;fai</translation>
        </message>
        <message>
            <source>Do again what was taken back</source>
            <translation>Rifai ciò che è stato annullato</translation>
        </message>
        <message>
            <source>&amp;Previous image</source>
            <translation>Immagine &amp;precedente</translation>
        </message>
        <message>
            <source>Go back without labelling</source>
            <translation>Torna indietro senza etichettare</translation>
        </message>
        <message>
            <source>&amp;Next image</source>
            <translation>Immagine &amp;successiva</translation>
        </message>
        <message>
            <source>Go on without labelling</source>
            <translation>Vai avanti senza etichettare</translation>
        </message>
        <message>
            <source>Next &amp;unlabelled image</source>
            <translation>Prossima immagine &amp;non etichettata</translation>
        </message>
        <message>
            <source>Jump to the next image without a decision</source>
            <translation>Salta alla prossima immagine senza decisione</translation>
        </message>
        <message>
            <source>Next &amp;skipped image</source>
            <translation>Prossima immagine sa&amp;ltata</translation>
        </message>
        <message>
            <source>Jump to the next image that was skipped</source>
            <translation>Salta alla prossima immagine saltata</translation>
        </message>
        <message>
            <source>Next &amp;discarded image</source>
            <translation>Prossima immagine s&amp;cartata</translation>
        </message>
        <message>
            <source>Jump to the next discarded image, to take it back</source>
            <translation>Salta alla prossima immagine scartata, per riprenderla</translation>
        </message>
        <message>
            <source>&amp;First image</source>
            <translation>P&amp;rima immagine</translation>
        </message>
        <message>
            <source>Go to the first image</source>
            <translation>Vai alla prima immagine</translation>
        </message>
        <message>
            <source>&amp;Last image</source>
            <translation>&amp;Ultima immagine</translation>
        </message>
        <message>
            <source>Go to the last image</source>
            <translation>Vai all'ultima immagine</translation>
        </message>
        <message>
            <source>Folder &amp;order</source>
            <translation>Ordine della &amp;cartella</translation>
        </message>
        <message>
            <source>Ask for images as they lie in the folder</source>
            <translation>Chiedi delle immagini come sono nella cartella</translation>
        </message>
        <message>
            <source>Ord&amp;er</source>
            <translation>&amp;Ordine</translation>
        </message>
        <message>
            <source>Su&amp;rest first</source>
            <translation>&amp;Prima le più sicure</translation>
        </message>
        <message>
            <source>Ask for the images first whose suggestion is likeliest to be right</source>
            <translation>Chiedi prima delle immagini il cui suggerimento è più probabilmente giusto</translation>
        </message>
        <message>
            <source>Le&amp;ast sure first</source>
            <translation>Prima le &amp;meno sicure</translation>
        </message>
        <message>
            <source>Ask for the images first that teach the suggestions most</source>
            <translation>Chiedi prima delle immagini che più insegnano ai suggerimenti</translation>
        </message>
        <message>
            <source>&amp;Most different first</source>
            <translation>Prima le più &amp;diverse</translation>
        </message>
        <message>
            <source>Ask for the images first that look least like all labelled ones</source>
            <translation>Chiedi prima delle immagini che meno somigliano a quelle etichettate</translation>
        </message>
        <message>
            <source>By likely &amp;class</source>
            <translation>Per c&amp;lasse probabile</translation>
        </message>
        <message>
            <source>Ask for the images of one class after the other, the surest first</source>
            <translation>Chiedi delle immagini di una classe dopo l'altra, prima le più sicure</translation>
        </message>
        <message>
            <source>Pages of &amp;look-alikes</source>
            <translation>&amp;Pagine di immagini simili</translation>
        </message>
        <message>
            <source>Show images that look like one class, and confirm them with one key</source>
            <translation>Mostra immagini che somigliano a una classe, e confermale con un tasto</translation>
        </message>
        <message>
            <source>Searc&amp;h and filter</source>
            <translation>&amp;Cerca e filtra</translation>
        </message>
        <message>
            <source>Find images by words or names, by class, state and distance</source>
            <translation>Trova immagini per parole o nomi, per classe, stato e distanza</translation>
        </message>
        <message>
            <source>Find images lik&amp;e this</source>
            <translation>&amp;Trova immagini simili</translation>
        </message>
        <message>
            <source>Show the images that look most like this one, to label them together</source>
            <translation>Mostra le immagini più simili a questa, per etichettarle insieme</translation>
        </message>
        <message>
            <source>Re&amp;view the labels</source>
            <translation>&amp;Rivedi le etichette</translation>
        </message>
        <message>
            <source>Look again at labels that do not fit, at near-duplicates and at classes</source>
            <translation>Riguarda le etichette che non convincono, i quasi doppioni e le classi</translation>
        </message>
        <message>
            <source>One image at a &amp;time</source>
            <translation>&amp;Un'immagine alla volta</translation>
        </message>
        <message>
            <source>Leave pages, review or search, and go on with the image</source>
            <translation>Lascia pagine, revisione o ricerca, e continua con l'immagine</translation>
        </message>
        <message>
            <source>&amp;Fit</source>
            <translation>&amp;Adatta</translation>
        </message>
        <message>
            <source>Show the whole image</source>
            <translation>Mostra tutta l'immagine</translation>
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation>&amp;Dimensioni reali</translation>
        </message>
        <message>
            <source>One pixel of the image on one pixel of the screen</source>
            <translation>Un pixel dell'immagine su un pixel dello schermo</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>&amp;Ingrandisci</translation>
        </message>
        <message>
            <source>Look closer</source>
            <translation>Guarda più da vicino</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>Ri&amp;mpicciolisci</translation>
        </message>
        <message>
            <source>Look from further away</source>
            <translation>Guarda da più lontano</translation>
        </message>
        <message>
            <source>&amp;Keep the zoom between images</source>
            <translation>Mantieni lo &amp;zoom tra le immagini</translation>
        </message>
        <message>
            <source>Show the next image with the same zoom and place</source>
            <translation>Mostra la prossima immagine con lo stesso zoom e nello stesso punto</translation>
        </message>
        <message>
            <source>Show &amp;statistics…</source>
            <translation>Mostra le &amp;statistiche…</translation>
        </message>
        <message>
            <source>How good the suggestions are, what is confused, and how fast it goes</source>
            <translation>Quanto sono buoni i suggerimenti, che cosa si confonde, e quanto si va veloci</translation>
        </message>
        <message>
            <source>Show &amp;problem files…</source>
            <translation>Mostra i &amp;file problematici…</translation>
        </message>
        <message>
            <source>List the files that cannot be read, with the reason</source>
            <translation>Elenca i file che non si possono leggere, con il motivo</translation>
        </message>
        <message>
            <source>&amp;Sheet of keys</source>
            <translation>&amp;Elenco dei tasti</translation>
        </message>
        <message>
            <source>Show every key on one page</source>
            <translation>Mostra tutti i tasti in una pagina</translation>
        </message>
        <message>
            <source>&amp;About IAIA Desktop</source>
            <translation>&amp;Informazioni su IAIA Desktop</translation>
        </message>
        <message>
            <source>Version, licence, and where your data lie</source>
            <translation>Versione, licenza, e dove si trovano i tuoi dati</translation>
        </message>
    </context>
    <context>
        <name>Application</name>
        <message>
            <source>IAIA Desktop could not start.</source>
            <translation>IAIA Desktop non è riuscito ad avviarsi.</translation>
        </message>
        <message>
            <source>Your labels are as you left them. Please report it with the details, which are in {path}, too.</source>
            <translation>Le etichette sono come le hai lasciate. Segnala l'errore con i dettagli, che si trovano anche in {path}.</translation>
        </message>
    </context>
    <context>
        <name>AutoLabelCommands</name>
        <message>
            <source>There is no label of the machine to check.</source>
            <translation>Non ci sono etichette della macchina da controllare.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Questa finestra mostra solo la sessione; nulla di ciò che premi qui viene conservato.</translation>
        </message>
    </context>
    <context>
        <name>AutoLabelDialog</name>
        <message>
            <source>Auto-label the rest</source>
            <translation>Etichetta il resto in automatico</translation>
        </message>
        <message>
            <source>The machine labels the images that it is sure of, and nobody looks at them. They are marked as the machine's, and one undo takes them all back.</source>
            <translation>La macchina etichetta le immagini di cui è sicura, e nessuno le guarda. Sono contrassegnate come sue, e un solo Annulla le riprende tutte.</translation>
        </message>
        <message>
            <source>Largest share of wrong labels</source>
            <translation>Quota massima di etichette errate</translation>
        </message>
        <message>
            <source>Confidence of the promise</source>
            <translation>Confidenza della garanzia</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>Working it out…</source>
            <translation>Calcolo in corso…</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>Niente da fare</translation>
        </message>
        <message>
            <source>The checks under way were drawn for this confidence</source>
            <translation>I controlli in corso sono stati estratti per questa confidenza</translation>
        </message>
        <message>
            <source>1 image is labelled by the machine.</source>
            <translation>1 immagine è etichettata dalla macchina.</translation>
        </message>
        <message>
            <source>{n:,} images are labelled by the machine.</source>
            <translation>{n:,} immagini sono etichettate dalla macchina.</translation>
        </message>
        <message>
            <source>Check some of them to measure how many are wrong.</source>
            <translation>Controllane alcune per misurare quante sono errate.</translation>
        </message>
        <message>
            <source>Check {n} of them…</source>
            <translation>Controllane {n}…</translation>
        </message>
        <message>
            <source>Allow at &amp;most</source>
            <translation>&amp;Al massimo</translation>
        </message>
        <message>
            <source>wrong labels, with a &amp;confidence of</source>
            <translation>etichette errate, con una &amp;confidenza del</translation>
        </message>
    </context>
    <context>
        <name>AutoLabelWords</name>
        <message>
            <source>No image waits</source>
            <translation>Nessuna immagine in attesa</translation>
        </message>
        <message>
            <source>Every image has a decision.</source>
            <translation>Ogni immagine ha una decisione.</translation>
        </message>
        <message>
            <source>Too few images are sure enough to promise {target}. Label some more images, or allow more errors.</source>
            <translation>Troppo poche immagini sono abbastanza sicure da garantire {target}. Etichetta qualche altra immagine, o ammetti più errori.</translation>
        </message>
        <message>
            <source>Not yet</source>
            <translation>Non ancora</translation>
        </message>
        <message>
            <source>Measured: {wrong:,} of {checked:,} labels of the machine were wrong ({share}). With {confidence} confidence at most {bound} of all {labels:,} are.</source>
            <translation>Misurato: {wrong:,} etichette della macchina su {checked:,} erano errate ({share}). Con confidenza del {confidence} lo è al massimo il {bound} di tutte le {labels:,}.</translation>
        </message>
        <message>
            <source>Estimated errors: {estimate}. With {confidence} confidence at most {bound} of them are wrong, as {checked:,} random checks show. {rest}</source>
            <translation>Errori stimati: {estimate}. Con confidenza del {confidence} al massimo il {bound} è errato, come mostrano {checked:,} controlli casuali. {rest}</translation>
        </message>
        <message>
            <source>of {waiting:,} images can be labelled without a look</source>
            <translation>di {waiting:,} immagini si possono etichettare senza guardarle</translation>
        </message>
        <message>
            <source>Label {n:,} images</source>
            <translation>Etichetta {n:,} immagini</translation>
        </message>
        <message>
            <source>1 image stays for you.</source>
            <translation>1 immagine resta a te.</translation>
        </message>
        <message>
            <source>{n:,} images stay for you.</source>
            <translation>{n:,} immagini restano a te.</translation>
        </message>
        <message>
            <source>Estimated errors: {estimate}; that is the model's own guess. Check {n:,} images first, drawn at random, so that the promise holds: at most {target} wrong, with {confidence} confidence. Each check is a label, too.</source>
            <translation>Errori stimati: {estimate}; è un'ipotesi del modello stesso. Controlla prima {n:,} immagini estratte a caso, perché la garanzia valga: al massimo {target} errate, con confidenza del {confidence}. Ogni controllo è anche un'etichetta.</translation>
        </message>
        <message>
            <source>about {n:,}</source>
            <translation>circa {n:,}</translation>
        </message>
        <message>
            <source>of {waiting:,} images could be labelled without a look</source>
            <translation>di {waiting:,} immagini si potrebbero etichettare senza guardarle</translation>
        </message>
        <message>
            <source>Check {n:,} images…</source>
            <translation>Controlla {n:,} immagini…</translation>
        </message>
        <message>
            <source>None of them was wrong.</source>
            <translation>Nessuna era errata.</translation>
        </message>
        <message>
            <source>1 of them was wrong.</source>
            <translation>1 era errata.</translation>
        </message>
        <message>
            <source>{n:,} of them were wrong.</source>
            <translation>{n:,} erano errate.</translation>
        </message>
        <message>
            <source>After {n:,} more there is something to promise, or a reason not to.</source>
            <translation>Dopo altre {n:,} ci sarà qualcosa da garantire, o un motivo per non farlo.</translation>
        </message>
        <message>
            <source>of {all:,} images are checked</source>
            <translation>di {all:,} immagini sono controllate</translation>
        </message>
        <message>
            <source>Check {n:,} more…</source>
            <translation>Controllane altre {n:,}…</translation>
        </message>
        <message>
            <source>{wrong:,} of {checked:,} checked images were wrong: too many for {target}.</source>
            <translation>{wrong:,} immagini controllate su {checked:,} erano errate: troppe per {target}.</translation>
        </message>
        <message>
            <source>What is left of the {checked:,} checks proves too little for {target}.</source>
            <translation>Ciò che resta dei {checked:,} controlli dimostra troppo poco per {target}.</translation>
        </message>
        <message>
            <source>Allow more errors, or label some more images and begin another round.</source>
            <translation>Ammetti più errori, oppure etichetta qualche altra immagine e comincia un altro giro.</translation>
        </message>
        <message>
            <source>The checks do not allow it</source>
            <translation>I controlli non lo permettono</translation>
        </message>
        <message>
            <source>Begin another round</source>
            <translation>Comincia un altro giro</translation>
        </message>
    </context>
    <context>
        <name>CheckHeader</name>
        <message>
            <source>Checked</source>
            <translation>Controllate</translation>
        </message>
        <message>
            <source>Is every class right?</source>
            <translation>Ogni classe è giusta?</translation>
        </message>
        <message>
            <source>All is checked</source>
            <translation>Tutto è controllato</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Più tardi</translation>
        </message>
        <message>
            <source>Back to the images; what is checked counts</source>
            <translation>Torna alle immagini; ciò che è controllato conta</translation>
        </message>
        <message>
            <source>All right</source>
            <translation>Tutto giusto</translation>
        </message>
        <message>
            <source>Confirm with {n} changed</source>
            <translation>Conferma (corrette: {n})</translation>
        </message>
        <message>
            <source>A random sample of the machine's labels.</source>
            <translation>Un campione casuale delle etichette della macchina.</translation>
        </message>
        <message>
            <source>A random sample of what the machine would label.</source>
            <translation>Un campione casuale di ciò che la macchina etichetterebbe.</translation>
        </message>
        <message>
            <source>{done:,} of {all:,} checked</source>
            <translation>{done:,} di {all:,} controllate</translation>
        </message>
        <message>
            <source>, {n:,} wrong</source>
            <translation>, {n:,} errate</translation>
        </message>
    </context>
    <context>
        <name>CheckSheet</name>
        <message>
            <source>All is checked</source>
            <translation>Tutto è controllato</translation>
        </message>
        <message>
            <source>Some pictures are not on screen yet; press the key again then.</source>
            <translation>Alcune immagini non sono ancora visibili; premi di nuovo il tasto quando lo sono.</translation>
        </message>
        <message>
            <source>There are more pictures below; press the key again after a look.</source>
            <translation>Ci sono altre immagini più in basso; premi di nuovo il tasto dopo averle guardate.</translation>
        </message>
        <message>
            <source>Choose a picture first: click it, or go there with the arrows.</source>
            <translation>Scegli prima un'immagine: con un clic, o con le frecce.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Questa finestra mostra solo la sessione; nulla di ciò che premi qui viene conservato.</translation>
        </message>
    </context>
    <context>
        <name>CheckTiles</name>
        <message>
            <source>The class is gone: give another one</source>
            <translation>La classe non c'è più: danne un'altra</translation>
        </message>
        <message>
            <source>Click and class key, or {key}: another class</source>
            <translation>Clic e tasto di classe, o {key}: altra classe</translation>
        </message>
        <message>
            <source>{key}: belongs to none</source>
            <translation>{key}: non appartiene a nessuna</translation>
        </message>
        <message>
            <source>Space: look closer</source>
            <translation>Spazio: da vicino</translation>
        </message>
        <message>
            <source>{key}: undo</source>
            <translation>{key}: annulla</translation>
        </message>
        <message>
            <source>Ctrl+wheel: size</source>
            <translation>Ctrl+rotella: grandezza</translation>
        </message>
    </context>
    <context>
        <name>ClassDelegate</name>
        <message>
            <source>New name of “{name}”</source>
            <translation>Nuovo nome di “{name}”</translation>
        </message>
    </context>
    <context>
        <name>ClassFiguresPage</name>
        <message>
            <source>Classes</source>
            <translation>Classi</translation>
        </message>
        <message>
            <source>No class yet.</source>
            <translation>Ancora nessuna classe.</translation>
        </message>
        <message>
            <source>Confusions</source>
            <translation>Confusioni</translation>
        </message>
        <message>
            <source>Nothing was confused so far.</source>
            <translation>Finora nessuna confusione.</translation>
        </message>
        <message>
            <source>First images of classes</source>
            <translation>Prime immagini di classi</translation>
        </message>
        <message>
            <source>Images of known classes</source>
            <translation>Immagini di classi note</translation>
        </message>
        <message>
            <source>a new class was suggested</source>
            <translation>suggerita una nuova classe</translation>
        </message>
        <message>
            <source>a known class was suggested</source>
            <translation>suggerita una classe nota</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Classe</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Immagini</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Giusti</translation>
        </message>
        <message>
            <source>Your class</source>
            <translation>La tua classe</translation>
        </message>
        <message>
            <source>Suggested</source>
            <translation>Suggerita</translation>
        </message>
        <message>
            <source>1 image</source>
            <translation>1 immagine</translation>
        </message>
        <message>
            <source>{n:,} images</source>
            <translation>{n:,} immagini</translation>
        </message>
        <message>
            <source>{words}, {right:,} of {n:,} suggestions right ({share})</source>
            <translation>{words}, {right:,} di {n:,} suggerimenti giusti ({share})</translation>
        </message>
        <message>
            <source>new class</source>
            <translation>nuova classe</translation>
        </message>
        <message>
            <source>1 image of “{truth}”, “{said}” suggested</source>
            <translation>1 immagine di “{truth}”, suggerita “{said}”</translation>
        </message>
        <message>
            <source>{n:,} images of “{truth}”, “{said}” suggested</source>
            <translation>{n:,} immagini di “{truth}”, suggerita “{said}”</translation>
        </message>
        <message>
            <source>Images of “{name}”</source>
            <translation>Immagini di “{name}”</translation>
        </message>
        <message>
            <source>Images of “{truth}”, “{said}” suggested</source>
            <translation>Immagini di “{truth}”, suggerita “{said}”</translation>
        </message>
        <message>
            <source>Click a class or a confusion to see its images.</source>
            <translation>Fai clic su una classe o una confusione per vederne le immagini.</translation>
        </message>
        <message>
            <source>the last {shown:,} of {n:,} images</source>
            <translation>le ultime {shown:,} di {n:,} immagini</translation>
        </message>
        <message>
            <source>{title} · {count} · click one to go there</source>
            <translation>{title} · {count} · un clic porta lì</translation>
        </message>
    </context>
    <context>
        <name>ClassList</name>
        <message>
            <source>Classes</source>
            <translation>Classi</translation>
        </message>
        <message>
            <source>Sort the classes</source>
            <translation>Ordina le classi</translation>
        </message>
        <message>
            <source>Name a new class</source>
            <translation>Dai il nome a una nuova classe</translation>
        </message>
        <message>
            <source>New class</source>
            <translation>Nuova classe</translation>
        </message>
        <message>
            <source>Search classes</source>
            <translation>Cerca classi</translation>
        </message>
        <message>
            <source>1 class</source>
            <translation>1 classe</translation>
        </message>
        <message>
            <source>{n} classes</source>
            <translation>{n} classi</translation>
        </message>
        <message>
            <source>Press a key (Esc: leave it)</source>
            <translation>Premi un tasto (Esc: lascia com'è)</translation>
        </message>
        <message>
            <source>Merge “{name}” into</source>
            <translation>Unisci “{name}” a</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lascia com'è</translation>
        </message>
        <message>
            <source>{key} is taken: {action}</source>
            <translation>{key} è già in uso: {action}</translation>
        </message>
        <message>
            <source>Colour of “{name}”</source>
            <translation>Colore di “{name}”</translation>
        </message>
        <message>
            <source>No class fits the search.</source>
            <translation>Nessuna classe corrisponde alla ricerca.</translation>
        </message>
        <message>
            <source>No classes yet. Press N, or +, to name the first one.</source>
            <translation>Ancora nessuna classe. Premi N, o +, per dare il nome alla prima.</translation>
        </message>
        <message>
            <source>Age</source>
            <translation>Età</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>Numero</translation>
        </message>
    </context>
    <context>
        <name>ClassMenu</name>
        <message>
            <source>Label the image “{name}”</source>
            <translation>Etichetta l'immagine “{name}”</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Rinomina</translation>
        </message>
        <message>
            <source>F2</source>
            <translation>F2</translation>
        </message>
        <message>
            <source>Change key…</source>
            <translation>Cambia tasto…</translation>
        </message>
        <message>
            <source>Merge into…</source>
            <translation>Unisci a…</translation>
        </message>
        <message>
            <source>Give its images the label of another class; undo takes it back</source>
            <translation>Dà alle sue immagini l'etichetta di un'altra classe; Annulla la riprende</translation>
        </message>
        <message>
            <source>Its images become unlabelled. No file is touched, and undo takes it back.</source>
            <translation>Le sue immagini restano senza etichetta. Nessun file viene toccato, e Annulla riporta tutto com'era.</translation>
        </message>
        <message>
            <source>Delete “{name}”</source>
            <translation>Elimina “{name}”</translation>
        </message>
        <message>
            <source>Delete “{name}” and remove its label</source>
            <translation>Elimina “{name}” e togli la sua etichetta</translation>
        </message>
        <message>
            <source>Delete “{name}” and remove its {n} labels</source>
            <translation>Elimina “{name}” e togli le sue {n} etichette</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>Grigio</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>Rosso</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>Arancione</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>Giallo</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>Verde</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>Turchese</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Blu</translation>
        </message>
        <message>
            <source>Purple</source>
            <translation>Viola</translation>
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
            <translation>1 immagine</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} immagini</translation>
        </message>
        <message>
            <source>key {key}</source>
            <translation>tasto {key}</translation>
        </message>
    </context>
    <context>
        <name>ClassPicker</name>
        <message>
            <source>Classes that fit</source>
            <translation>Classi che corrispondono</translation>
        </message>
        <message>
            <source>New class</source>
            <translation>Nuova classe</translation>
        </message>
        <message>
            <source>Name of the class</source>
            <translation>Nome della classe</translation>
        </message>
        <message>
            <source>Find a class</source>
            <translation>Trova una classe</translation>
        </message>
        <message>
            <source>Type a few letters of a class</source>
            <translation>Scrivi qualche lettera di una classe</translation>
        </message>
        <message>
            <source>Did you mean “{near}”? Enter again uses “{near}” · Shift+Enter makes a new class “{name}”</source>
            <translation>Intendevi “{near}”? Ancora Invio usa “{near}” · Shift+Invio crea una nuova classe “{name}”</translation>
        </message>
        <message>
            <source>Much like “{near}” · Shift+Enter makes a new class “{name}”</source>
            <translation>Molto simile a “{near}” · Shift+Invio crea una nuova classe “{name}”</translation>
        </message>
        <message>
            <source>Type a name, or choose one: 1 to {n} or ↓, then Enter</source>
            <translation>Scrivi un nome, o scegline uno: da 1 a {n} o ↓, poi Invio</translation>
        </message>
        <message>
            <source>Enter names it · Esc closes</source>
            <translation>Invio dà il nome · Esc chiude</translation>
        </message>
        <message>
            <source>This class exists: Enter labels the image with it.</source>
            <translation>Questa classe esiste: Invio la assegna all'immagine.</translation>
        </message>
        <message>
            <source>Enter makes the class · ↓ picks one there is · Esc closes</source>
            <translation>Invio crea la classe · ↓ ne sceglie una esistente · Esc chiude</translation>
        </message>
        <message>
            <source>No class fits.</source>
            <translation>Nessuna classe corrisponde.</translation>
        </message>
        <message>
            <source>There are no classes yet.</source>
            <translation>Non ci sono ancora classi.</translation>
        </message>
        <message>
            <source>No class fits. Enter makes a new one.</source>
            <translation>Nessuna classe corrisponde. Invio ne crea una nuova.</translation>
        </message>
        <message>
            <source>Enter picks · ↑ ↓ choose · Esc closes</source>
            <translation>Invio prende · ↑ ↓ scelgono · Esc chiude</translation>
        </message>
    </context>
    <context>
        <name>ColourMenu</name>
        <message>
            <source>Change colour</source>
            <translation>Cambia colore</translation>
        </message>
        <message>
            <source>Another colour…</source>
            <translation>Altro colore…</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>No class has the key {key}. N makes a new class.</source>
            <translation>Nessuna classe ha il tasto {key}. N crea una nuova classe.</translation>
        </message>
        <message>
            <source>The suggestion is not on screen yet; press the key again when you see it.</source>
            <translation>Il suggerimento non è ancora visibile; premi di nuovo il tasto quando lo vedi.</translation>
        </message>
        <message>
            <source>No other image is skipped.</source>
            <translation>Nessun'altra immagine è saltata.</translation>
        </message>
        <message>
            <source>No other image is discarded.</source>
            <translation>Nessun'altra immagine è scartata.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Questa finestra mostra solo la sessione; nulla di ciò che premi qui viene conservato.</translation>
        </message>
        <message>
            <source>The picture is not on screen yet; press the key again when you see it.</source>
            <translation>L'immagine non è ancora visibile; premi di nuovo il tasto quando la vedi.</translation>
        </message>
        <message>
            <source>An image that cannot be shown gets no label. U goes to the next that waits.</source>
            <translation>Un'immagine che non si può mostrare non riceve etichette. U passa alla prossima in attesa.</translation>
        </message>
    </context>
    <context>
        <name>ConfusionMatrix</name>
        <message>
            <source>New and known classes, as suggested and as they were</source>
            <translation>Classi nuove e note, come suggerite e com'erano</translation>
        </message>
        <message>
            <source>known</source>
            <translation>nota</translation>
        </message>
        <message>
            <source>new</source>
            <translation>nuova</translation>
        </message>
        <message>
            <source>Image of a known class, a known one suggested</source>
            <translation>Immagine di una classe nota, suggerita una nota</translation>
        </message>
        <message>
            <source>Image of a known class, a new one suggested</source>
            <translation>Immagine di una classe nota, suggerita una nuova</translation>
        </message>
        <message>
            <source>First image of a class, a known one suggested</source>
            <translation>Prima immagine di una classe, suggerita una nota</translation>
        </message>
        <message>
            <source>First image of a class, a new one suggested</source>
            <translation>Prima immagine di una classe, suggerita una nuova</translation>
        </message>
        <message>
            <source>Suggested class</source>
            <translation>Classe suggerita</translation>
        </message>
        <message>
            <source>Was
known</source>
            <translation>Era
nota</translation>
        </message>
        <message>
            <source>Was
new</source>
            <translation>Era
nuova</translation>
        </message>
    </context>
    <context>
        <name>DialogCommands</name>
        <message>
            <source>Open a folder of images</source>
            <translation>Apri una cartella di immagini</translation>
        </message>
        <message>
            <source>Open a session file</source>
            <translation>Apri un file di sessione</translation>
        </message>
        <message>
            <source>Sessions (*.iaia)</source>
            <translation>Sessioni (*.iaia)</translation>
        </message>
        <message>
            <source>Where is the folder of images now?</source>
            <translation>Dov'è ora la cartella delle immagini?</translation>
        </message>
        <message>
            <source>Sessions</source>
            <translation>Sessioni</translation>
        </message>
        <message>
            <source>Cache (may be deleted)</source>
            <translation>Cache (si può eliminare)</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Impostazioni</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Qt for Python</source>
            <translation>Qt per Python</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistema</translation>
        </message>
    </context>
    <context>
        <name>DistanceGauge</name>
        <message>
            <source>Distance</source>
            <translation>Distanza</translation>
        </message>
        <message>
            <source>novelty {distance}</source>
            <translation>novità {distance}</translation>
        </message>
        <message>
            <source>distance {distance}</source>
            <translation>distanza {distance}</translation>
        </message>
        <message>
            <source>no epsilon</source>
            <translation>nessun epsilon</translation>
        </message>
        <message>
            <source>epsilon {epsilon}</source>
            <translation>epsilon {epsilon}</translation>
        </message>
        <message>
            <source>{epsilon}, automatic</source>
            <translation>{epsilon}, automatico</translation>
        </message>
        <message>
            <source>The nearest class is {distance} away. There is no threshold for new classes.</source>
            <translation>La classe più vicina dista {distance}. Non c'è una soglia per le nuove classi.</translation>
        </message>
        <message>
            <source>The nearest class is {distance} away, beyond epsilon ({epsilon}).</source>
            <translation>La classe più vicina dista {distance}, oltre epsilon ({epsilon}).</translation>
        </message>
        <message>
            <source>The nearest class is {distance} away, within epsilon ({epsilon}).</source>
            <translation>La classe più vicina dista {distance}, entro epsilon ({epsilon}).</translation>
        </message>
        <message>
            <source>The labelled pictures most like this one are {novelty} away on average</source>
            <translation>Le immagini etichettate più simili a questa distano in media {novelty}</translation>
        </message>
        <message>
            <source>{measured}. Nothing is called new at present.</source>
            <translation>{measured}. Al momento nulla è detto nuovo.</translation>
        </message>
        <message>
            <source>{measured}, beyond epsilon ({epsilon}).</source>
            <translation>{measured}, oltre epsilon ({epsilon}).</translation>
        </message>
        <message>
            <source>{measured}, within epsilon ({epsilon}).</source>
            <translation>{measured}, entro epsilon ({epsilon}).</translation>
        </message>
    </context>
    <context>
        <name>ElsewhereDialog</name>
        <message>
            <source>Use embeddings made elsewhere</source>
            <translation>Usa embedding calcolati altrove</translation>
        </message>
        <message>
            <source>What another machine has embedded is looked up, not worked out here. Images that it does not have are embedded here as ever. Labels stay as they are.</source>
            <translation>Ciò che un altro computer ha già calcolato viene letto da lì, non ricalcolato qui. Le immagini che mancano sono elaborate qui come sempre. Le etichette restano come sono.</translation>
        </message>
        <message>
            <source>A file (.npz)</source>
            <translation>Un file (.npz)</translation>
        </message>
        <message>
            <source>Written by “iaia-desktop embed”; it says which encoder made it.</source>
            <translation>Scritto da “iaia-desktop embed”; dice quale encoder l'ha prodotto.</translation>
        </message>
        <message>
            <source>A folder</source>
            <translation>Una cartella</translation>
        </message>
        <message>
            <source>Of such files, or as clip-retrieval writes it (img_emb and metadata).</source>
            <translation>Di file simili, o come la scrive clip-retrieval (img_emb e metadata).</translation>
        </message>
        <message>
            <source>File of embeddings</source>
            <translation>File di embedding</translation>
        </message>
        <message>
            <source>The encoder that made them</source>
            <translation>L'encoder che li ha prodotti</translation>
        </message>
        <message>
            <source>Made by the &amp;encoder, where the folder does not say it</source>
            <translation>Prodotti dall'&amp;encoder, se la cartella non lo dice</translation>
        </message>
        <message>
            <source>Use them</source>
            <translation>Usali</translation>
        </message>
        <message>
            <source>Do without</source>
            <translation>Fanne a meno</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>&amp;Folder</source>
            <translation>&amp;Cartella</translation>
        </message>
        <message>
            <source>Folder of embeddings</source>
            <translation>Cartella di embedding</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;File</translation>
        </message>
        <message>
            <source>Embeddings (*.npz)</source>
            <translation>Embedding (*.npz)</translation>
        </message>
    </context>
    <context>
        <name>EncoderPage</name>
        <message>
            <source>Another encoder</source>
            <translation>Un altro encoder</translation>
        </message>
        <message>
            <source>Any model of open_clip or timm, by its spec, or a folder with weights.</source>
            <translation>Qualsiasi modello di open_clip o timm, con la sua sigla, o una cartella di pesi.</translation>
        </message>
        <message>
            <source>Spec of the encoder</source>
            <translation>Sigla dell'encoder</translation>
        </message>
        <message>
            <source>Use a folder with weights…</source>
            <translation>Usa una cartella di pesi…</translation>
        </message>
        <message>
            <source>Encoder</source>
            <translation>Encoder</translation>
        </message>
        <message>
            <source>The encoder turns an image into numbers that can be compared. Another one looks at every image again, in the background; labels stay.</source>
            <translation>L'encoder trasforma un'immagine in numeri che si possono confrontare. Un altro riguarda ogni immagine da capo, in sottofondo; le etichette restano.</translation>
        </message>
        <message>
            <source>Type a spec, or choose a folder with weights.</source>
            <translation>Scrivi una sigla, o scegli una cartella di pesi.</translation>
        </message>
        <message>
            <source>Needs no weights</source>
            <translation>Non servono pesi</translation>
        </message>
        <message>
            <source>Ready, {size}</source>
            <translation>Pronto, {size}</translation>
        </message>
        <message>
            <source>Download, {size}</source>
            <translation>Da scaricare, {size}</translation>
        </message>
        <message>
            <source>Weights: {path}</source>
            <translation>Pesi: {path}</translation>
        </message>
        <message>
            <source>Fetched to: {path}</source>
            <translation>Scaricati in: {path}</translation>
        </message>
        <message>
            <source>Licence: {licence}</source>
            <translation>Licenza: {licence}</translation>
        </message>
        <message>
            <source>Folder with weights</source>
            <translation>Cartella di pesi</translation>
        </message>
    </context>
    <context>
        <name>Encoders</name>
        <message>
            <source>Fast (TinyCLIP 40M)</source>
            <translation>Veloce (TinyCLIP 40M)</translation>
        </message>
        <message>
            <source>About three times as fast as balanced, for large folders on a slow machine.</source>
            <translation>Circa tre volte più veloce di “Equilibrato”, per cartelle grandi su un computer lento.</translation>
        </message>
        <message>
            <source>Balanced (CLIP ViT-B-32-256)</source>
            <translation>Equilibrato (CLIP ViT-B-32-256)</translation>
        </message>
        <message>
            <source>The default: the best accuracy for its cost.</source>
            <translation>Il predefinito: la migliore accuratezza per il suo costo.</translation>
        </message>
        <message>
            <source>Accurate (CLIP EVA02-B-16)</source>
            <translation>Accurato (CLIP EVA02-B-16)</translation>
        </message>
        <message>
            <source>About a third as fast as balanced, for classes that look alike.</source>
            <translation>Circa un terzo della velocità di “Equilibrato”, per classi che si somigliano.</translation>
        </message>
        <message>
            <source>Built in (no download)</source>
            <translation>Integrato (nulla da scaricare)</translation>
        </message>
        <message>
            <source>Works at once and without a connection; suggestions are less accurate.</source>
            <translation>Funziona subito e senza connessione; i suggerimenti sono meno accurati.</translation>
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
            <translation>A sinistra: più immagini sono dette nuove. A destra: meno. Rilascia per usare il valore.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatico</translation>
        </message>
        <message>
            <source>The program chooses epsilon after each of your answers, so that it saves keys or at least costs none</source>
            <translation>Il programma sceglie epsilon dopo ogni tua risposta, in modo che risparmi tasti o almeno non ne costi</translation>
        </message>
        <message>
            <source>Use {epsilon}</source>
            <translation>Usa {epsilon}</translation>
        </message>
        <message>
            <source>{epsilon} finds new classes best on your labels: F1 {share}</source>
            <translation>{epsilon} trova al meglio le nuove classi sulle tue etichette: F1 {share}</translation>
        </message>
        <message>
            <source>No epsilon</source>
            <translation>Nessun epsilon</translation>
        </message>
        <message>
            <source>Nothing is called new for now: on your labels so far it would cost keys.</source>
            <translation>Per ora nulla è detto nuovo: sulle tue etichette finora costerebbe tasti.</translation>
        </message>
        <message>
            <source>Nothing is called new.</source>
            <translation>Nulla è detto nuovo.</translation>
        </message>
        <message>
            <source>Epsilon {value}</source>
            <translation>Epsilon {value}</translation>
        </message>
        <message>
            <source>costs and saves no keys</source>
            <translation>non costa né risparmia tasti</translation>
        </message>
        <message>
            <source>saves {keys:.1f} keys in 100 images</source>
            <translation>risparmia {keys:.1f} tasti ogni 100 immagini</translation>
        </message>
        <message>
            <source>costs {keys:.1f} keys in 100 images</source>
            <translation>costa {keys:.1f} tasti ogni 100 immagini</translation>
        </message>
        <message>
            <source>Precision {precision}, recall {recall}; {cost}.</source>
            <translation>Precisione {precision}, recall {recall}; {cost}.</translation>
        </message>
        <message>
            <source>Of {total:,} waiting images, {new:,} would look new.</source>
            <translation>Di {total:,} immagini in attesa, {new:,} sembrerebbero nuove.</translation>
        </message>
    </context>
    <context>
        <name>ExampleStrip</name>
        <message>
            <source>Go to this picture, labelled “{name}”</source>
            <translation>Vai a questa immagine, etichettata “{name}”</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Nessuna immagine</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export</source>
            <translation>Esporta</translation>
        </message>
        <message>
            <source>Writes a folder per class, and tables of the labels.</source>
            <translation>Scrive una cartella per classe e tabelle delle etichette.</translation>
        </message>
        <message>
            <source>Folder for the export</source>
            <translation>Cartella per l'esportazione</translation>
        </message>
        <message>
            <source>A new or empty folder</source>
            <translation>Una cartella nuova o vuota</translation>
        </message>
        <message>
            <source>Split into training and validation</source>
            <translation>Dividi in addestramento e validazione</translation>
        </message>
        <message>
            <source>Share for validation</source>
            <translation>Quota per la validazione</translation>
        </message>
        <message>
            <source>Seed of the split</source>
            <translation>Seme della divisione</translation>
        </message>
        <message>
            <source>The same seed gives the same split again</source>
            <translation>Lo stesso seme dà di nuovo la stessa divisione</translation>
        </message>
        <message>
            <source>Read every file back from the disk</source>
            <translation>Rileggi ogni file dal disco</translation>
        </message>
        <message>
            <source>Takes about twice as long. Without it, what is copied is compared as it is read</source>
            <translation>Richiede circa il doppio del tempo. Altrimenti ciò che si copia è confrontato durante la lettura</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>No image has a label yet, so there is nothing to export.</source>
            <translation>Nessuna immagine ha ancora un'etichetta, quindi non c'è nulla da esportare.</translation>
        </message>
        <message>
            <source>Looking at the folder…</source>
            <translation>Esame della cartella…</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Continua</translation>
        </message>
        <message>
            <source>Copy the files</source>
            <translation>Copia i file</translation>
        </message>
        <message>
            <source>Byte for byte. Safe to move and to change afterwards.</source>
            <translation>Byte per byte. Si possono poi spostare e modificare senza rischi.</translation>
        </message>
        <message>
            <source>Hard links</source>
            <translation>Hard link</translation>
        </message>
        <message>
            <source>Takes no space, on the same disk only. Who edits one edits your original.</source>
            <translation>Non occupano spazio, solo sullo stesso disco. Chi ne modifica uno modifica l'originale.</translation>
        </message>
        <message>
            <source>Symbolic links</source>
            <translation>Link simbolici</translation>
        </message>
        <message>
            <source>Takes no space. Works while the originals stay where they are.</source>
            <translation>Non occupano spazio. Funzionano finché gli originali restano dove sono.</translation>
        </message>
        <message>
            <source>Labels only</source>
            <translation>Solo etichette</translation>
        </message>
        <message>
            <source>Writes the tables and no image files.</source>
            <translation>Scrive le tabelle e nessun file di immagine.</translation>
        </message>
        <message>
            <source>1 labelled image</source>
            <translation>1 immagine etichettata</translation>
        </message>
        <message>
            <source>{n:,} labelled images</source>
            <translation>{n:,} immagini etichettate</translation>
        </message>
        <message>
            <source>1 class</source>
            <translation>1 classe</translation>
        </message>
        <message>
            <source>{n:,} classes</source>
            <translation>{n:,} classi</translation>
        </message>
        <message>
            <source>{images} in {classes}.</source>
            <translation>{images} in {classes}.</translation>
        </message>
        <message>
            <source>{n:,} unlabelled</source>
            <translation>{n:,} senza etichetta</translation>
        </message>
        <message>
            <source>{n:,} skipped</source>
            <translation>{n:,} saltate</translation>
        </message>
        <message>
            <source>{n:,} discarded</source>
            <translation>{n:,} scartate</translation>
        </message>
        <message>
            <source>{list} stay out; a table lists them.</source>
            <translation>{list} restano fuori; una tabella le elenca.</translation>
        </message>
        <message>
            <source>&amp;Folder</source>
            <translation>&amp;Cartella</translation>
        </message>
        <message>
            <source>For &amp;validation</source>
            <translation>Per la &amp;validazione</translation>
        </message>
        <message>
            <source>See&amp;d</source>
            <translation>&amp;Seme</translation>
        </message>
    </context>
    <context>
        <name>FaultReporter</name>
        <message>
            <source>The program ended unexpectedly the last time. Your labels are saved. Please report it with the details.</source>
            <translation>L'ultima volta il programma è terminato in modo imprevisto. Le etichette sono salvate. Segnala l'errore con i dettagli.</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Copia i dettagli</translation>
        </message>
        <message>
            <source>Something went wrong that should not have ({summary}). Your labels are saved; you can go on. Please report it with the details.</source>
            <translation>Qualcosa è andato storto e non avrebbe dovuto ({summary}). Le etichette sono salvate e puoi continuare. Segnala l'errore con i dettagli.</translation>
        </message>
    </context>
    <context>
        <name>FilmModel</name>
        <message>
            <source>Image {n}</source>
            <translation>Immagine {n}</translation>
        </message>
        <message>
            <source>The file is missing</source>
            <translation>Il file manca</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Non leggibile</translation>
        </message>
        <message>
            <source>Cannot be read: {reason}</source>
            <translation>Non leggibile: {reason}</translation>
        </message>
        <message>
            <source>Labelled {name} by the machine</source>
            <translation>Etichettata {name} dalla macchina</translation>
        </message>
        <message>
            <source>Labelled {name}</source>
            <translation>Etichettata {name}</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Saltata</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Scartata</translation>
        </message>
        <message>
            <source>Not labelled yet</source>
            <translation>Non ancora etichettata</translation>
        </message>
    </context>
    <context>
        <name>FilmStrip</name>
        <message>
            <source>Film strip</source>
            <translation>Striscia di immagini</translation>
        </message>
    </context>
    <context>
        <name>ImageStage</name>
        <message>
            <source>Looking for images…</source>
            <translation>Ricerca delle immagini…</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Saltata</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Scartata</translation>
        </message>
        <message>
            <source>No images here</source>
            <translation>Nessuna immagine qui</translation>
        </message>
        <message>
            <source>This image is missing</source>
            <translation>Questa immagine manca</translation>
        </message>
        <message>
            <source>This image cannot be shown</source>
            <translation>Questa immagine non si può mostrare</translation>
        </message>
    </context>
    <context>
        <name>ImageStrip</name>
        <message>
            <source>Images</source>
            <translation>Immagini</translation>
        </message>
    </context>
    <context>
        <name>ImageView</name>
        <message>
            <source>No image</source>
            <translation>Nessuna immagine</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Caricamento</translation>
        </message>
        <message>
            <source>{width} by {height} pixels</source>
            <translation>{width} per {height} pixel</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Immagine</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Import labels</source>
            <translation>Importa etichette</translation>
        </message>
        <message>
            <source>Pictures that are in this folder get their labels; other pictures serve as examples for suggestions. Undo takes it back.</source>
            <translation>Le immagini che sono in questa cartella ricevono le loro etichette; le altre servono da esempi per i suggerimenti. Annulla riporta tutto com'era.</translation>
        </message>
        <message>
            <source>A folder per class</source>
            <translation>Una cartella per classe</translation>
        </message>
        <message>
            <source>Every folder inside is a class. Its pictures are recognised by their content.</source>
            <translation>Ogni cartella al suo interno è una classe. Le immagini si riconoscono dal contenuto.</translation>
        </message>
        <message>
            <source>A table (CSV)</source>
            <translation>Una tabella (CSV)</translation>
        </message>
        <message>
            <source>With a column for the path and one for the class, as the export writes it.</source>
            <translation>Con una colonna per il percorso e una per la classe, come la scrive l'esportazione.</translation>
        </message>
        <message>
            <source>Folder that holds a folder per class</source>
            <translation>Cartella che contiene una cartella per classe</translation>
        </message>
        <message>
            <source>Replace labels that images have already</source>
            <translation>Sostituisci le etichette che le immagini hanno già</translation>
        </message>
        <message>
            <source>Otherwise an image that has a label keeps it</source>
            <translation>Altrimenti un'immagine già etichettata tiene la sua etichetta</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Importa</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>&amp;Table</source>
            <translation>&amp;Tabella</translation>
        </message>
        <message>
            <source>Table of labels</source>
            <translation>Tabella delle etichette</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tabelle (*.csv)</translation>
        </message>
        <message>
            <source>&amp;Folder</source>
            <translation>&amp;Cartella</translation>
        </message>
    </context>
    <context>
        <name>KeyButton</name>
        <message>
            <source>{text}, key {key}</source>
            <translation>{text}, tasto {key}</translation>
        </message>
    </context>
    <context>
        <name>KeyCap</name>
        <message>
            <source>Key {key}</source>
            <translation>Tasto {key}</translation>
        </message>
    </context>
    <context>
        <name>KeysPage</name>
        <message>
            <source>Action</source>
            <translation>Azione</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasti</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation>Azioni e loro tasti</translation>
        </message>
        <message>
            <source>Choose an action to change its keys.</source>
            <translation>Scegli un'azione per cambiarne i tasti.</translation>
        </message>
        <message>
            <source>New key: press it here</source>
            <translation>Nuovo tasto: premilo qui</translation>
        </message>
        <message>
            <source>Press here</source>
            <translation>Premi qui</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Aggiungi</translation>
        </message>
        <message>
            <source>Give the action this key as well</source>
            <translation>Dai all'azione anche questo tasto</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Sostituisci</translation>
        </message>
        <message>
            <source>Give the action this key instead of those it has</source>
            <translation>Dai all'azione questo tasto al posto di quelli che ha</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Nessuno</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Predefiniti</translation>
        </message>
        <message>
            <source>Give the action its default keys back</source>
            <translation>Ridai all'azione i tasti predefiniti</translation>
        </message>
        <message>
            <source>All keys as they were at first</source>
            <translation>Tutti i tasti com'erano all'inizio</translation>
        </message>
        <message>
            <source>Take it</source>
            <translation>Prendilo</translation>
        </message>
        <message>
            <source>New &amp;key</source>
            <translation>Nuovo &amp;tasto</translation>
        </message>
        <message>
            <source>none</source>
            <translation>nessuno</translation>
        </message>
        <message>
            <source>“{key}” is kept for other things. Choose another key.</source>
            <translation>“{key}” è riservato ad altro. Scegli un altro tasto.</translation>
        </message>
        <message>
            <source>This action has “{key}” already.</source>
            <translation>Questa azione ha già “{key}”.</translation>
        </message>
        <message>
            <source>“{key}” is the key of “{owner}”.</source>
            <translation>“{key}” è il tasto di “{owner}”.</translation>
        </message>
        <message>
            <source>“{key}” is the key of the class “{name}”, which gets another one.</source>
            <translation>“{key}” è il tasto della classe “{name}”, che ne riceverà un altro.</translation>
        </message>
    </context>
    <context>
        <name>KeysSheet</name>
        <message>
            <source>Sheet of keys</source>
            <translation>Elenco dei tasti</translation>
        </message>
        <message>
            <source>Search actions and keys</source>
            <translation>Cerca azioni e tasti</translation>
        </message>
        <message>
            <source>No action fits the search.</source>
            <translation>Nessuna azione corrisponde alla ricerca.</translation>
        </message>
        <message>
            <source>Esc closes · keys are changed in the settings</source>
            <translation>Esc chiude · i tasti si cambiano nelle impostazioni</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasti</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Classi</translation>
        </message>
    </context>
    <context>
        <name>LooksPage</name>
        <message>
            <source>As the system</source>
            <translation>Come il sistema</translation>
        </message>
        <message>
            <source>Follows it as it changes.</source>
            <translation>Lo segue quando cambia.</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Chiaro</translation>
        </message>
        <message>
            <source>Dark words on light grounds.</source>
            <translation>Testo scuro su fondo chiaro.</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Scuro</translation>
        </message>
        <message>
            <source>Light words on dark grounds.</source>
            <translation>Testo chiaro su fondo scuro.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Lingua</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Keep the zoom between images</source>
            <translation>Mantieni lo zoom tra le immagini</translation>
        </message>
        <message>
            <source>Size of the pictures in the &amp;film strip</source>
            <translation>Dimensione delle immagini nella &amp;striscia</translation>
        </message>
        <message>
            <source>Size of the pictures in the film strip</source>
            <translation>Dimensione delle immagini nella striscia</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Tema</translation>
        </message>
        <message>
            <source>It changes when the program starts the next time.</source>
            <translation>Cambia al prossimo avvio del programma.</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Immagini</translation>
        </message>
    </context>
    <context>
        <name>MatrixCell</name>
        <message>
            <source>1 image</source>
            <translation>1 immagine</translation>
        </message>
        <message>
            <source>{n:,} images</source>
            <translation>{n:,} immagini</translation>
        </message>
        <message>
            <source>{sentence}, {share} of the row</source>
            <translation>{sentence}, {share} della riga</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>Newer message</source>
            <translation>Messaggio più recente</translation>
        </message>
        <message>
            <source>Older message</source>
            <translation>Messaggio meno recente</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>Chiudi questo messaggio</translation>
        </message>
        <message>
            <source>Info</source>
            <translation>Informazione</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Avviso</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Errore</translation>
        </message>
        <message>
            <source>{n} of {all}</source>
            <translation>{n} di {all}</translation>
        </message>
    </context>
    <context>
        <name>MethodPage</name>
        <message>
            <source>What ranks the classes</source>
            <translation>Che cosa ordina le classi</translation>
        </message>
        <message>
            <source>Cosine</source>
            <translation>Coseno</translation>
        </message>
        <message>
            <source>Compares directions. The usual choice.</source>
            <translation>Confronta le direzioni. La scelta abituale.</translation>
        </message>
        <message>
            <source>Euclidean (L2)</source>
            <translation>Euclidea (L2)</translation>
        </message>
        <message>
            <source>Compares directions and lengths.</source>
            <translation>Confronta direzioni e lunghezze.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatico</translation>
        </message>
        <message>
            <source>Worked out from your own answers, so that it saves keys and costs none.</source>
            <translation>Calcolato dalle tue risposte, in modo che risparmi tasti e non ne costi.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Nessuno</translation>
        </message>
        <message>
            <source>Never suggests a new class once there is one.</source>
            <translation>Non suggerisce mai una nuova classe, una volta che ce n'è una.</translation>
        </message>
        <message>
            <source>A number</source>
            <translation>Un numero</translation>
        </message>
        <message>
            <source>An image farther than this from all that is labelled looks new. The statistics show what a number does (Ctrl+T).</source>
            <translation>Un'immagine più lontana di così da tutto ciò che è etichettato sembra nuova. L'effetto di un numero si vede nelle statistiche (Ctrl+T).</translation>
        </message>
        <message>
            <source>Epsilon</source>
            <translation>Epsilon</translation>
        </message>
        <message>
            <source>Bring embeddings to length 1 before averaging</source>
            <translation>Porta gli embedding a lunghezza 1 prima della media</translation>
        </message>
        <message>
            <source>Keeps an image with a long embedding from weighing more than others</source>
            <translation>Evita che un'immagine con un embedding lungo pesi più delle altre</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>Distanza</translation>
        </message>
        <message>
            <source>Epsilon, the threshold for a new class</source>
            <translation>Epsilon, la soglia per una nuova classe</translation>
        </message>
    </context>
    <context>
        <name>NameCommands</name>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Questa finestra mostra solo la sessione; nulla di ciò che premi qui viene conservato.</translation>
        </message>
    </context>
    <context>
        <name>NamesDialog</name>
        <message>
            <source>Class names</source>
            <translation>Nomi delle classi</translation>
        </message>
        <message>
            <source>One name per line; a list can be pasted.</source>
            <translation>Un nome per riga; si può incollare un elenco.</translation>
        </message>
        <message>
            <source>Names of classes, one per line</source>
            <translation>Nomi di classi, uno per riga</translation>
        </message>
        <message>
            <source>Make the classes</source>
            <translation>Crea le classi</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Invio</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>&amp;New names</source>
            <translation>&amp;Nuovi nomi</translation>
        </message>
        <message>
            <source>Classes there are ({n})</source>
            <translation>Classi esistenti ({n})</translation>
        </message>
        <message>
            <source>This encoder ({title}) reads names: the first image has a suggestion already, and your labels take over from there. Names that say what is to be seen work best.</source>
            <translation>Questo encoder ({title}) legge i nomi: già la prima immagine ha un suggerimento, poi contano le tue etichette. Funzionano meglio i nomi che dicono che cosa si vede.</translation>
        </message>
        <message>
            <source>Every name becomes a class. Whether the encoder can read names shows once it is loaded.</source>
            <translation>Ogni nome diventa una classe. Se l'encoder sa leggere i nomi si vedrà quando è caricato.</translation>
        </message>
        <message>
            <source>Every name becomes a class. This encoder ({title}) cannot read names, so suggestions begin with your first labels; CLIP encoders read them.</source>
            <translation>Ogni nome diventa una classe. Questo encoder ({title}) non sa leggere i nomi, quindi i suggerimenti cominciano con le tue prime etichette; gli encoder CLIP li leggono.</translation>
        </message>
        <message>
            <source>Line {line} is too long: a name has at most {most} characters.</source>
            <translation>La riga {line} è troppo lunga: un nome ha al massimo {most} caratteri.</translation>
        </message>
        <message>
            <source>{n} lines are too long, the first is line {line}: a name has at most {most} characters.</source>
            <translation>{n} righe sono troppo lunghe, la prima è la riga {line}: un nome ha al massimo {most} caratteri.</translation>
        </message>
        <message>
            <source>1 new class</source>
            <translation>1 nuova classe</translation>
        </message>
        <message>
            <source>{n} new classes</source>
            <translation>{n} nuove classi</translation>
        </message>
        <message>
            <source>1 exists already</source>
            <translation>1 esiste già</translation>
        </message>
        <message>
            <source>{n} exist already</source>
            <translation>{n} esistono già</translation>
        </message>
        <message>
            <source>1 repeats another</source>
            <translation>1 è un doppione</translation>
        </message>
        <message>
            <source>{n} repeat others</source>
            <translation>{n} sono doppioni</translation>
        </message>
        <message>
            <source>All classes come in one step, which undo takes back.</source>
            <translation>Tutte le classi arrivano in un solo passo, che Annulla riprende.</translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>Right suggestions</source>
            <translation>Suggerimenti giusti</translation>
        </message>
        <message>
            <source>Labels a minute</source>
            <translation>Etichette al minuto</translation>
        </message>
        <message>
            <source>Actions an image</source>
            <translation>Azioni per immagine</translation>
        </message>
        <message>
            <source>Time left at this pace</source>
            <translation>Tempo restante a questo ritmo</translation>
        </message>
        <message>
            <source>Decided by you · by the machine</source>
            <translation>Decise da te · dalla macchina</translation>
        </message>
        <message>
            <source>Accuracy of the suggestions</source>
            <translation>Accuratezza dei suggerimenti</translation>
        </message>
        <message>
            <source>Label a few images first: the share of right suggestions appears here.</source>
            <translation>Etichetta prima qualche immagine: la quota di suggerimenti giusti compare qui.</translation>
        </message>
        <message>
            <source>Precision and recall of new classes</source>
            <translation>Precisione e recall delle nuove classi</translation>
        </message>
        <message>
            <source>Label a few images of at least two classes first.</source>
            <translation>Etichetta prima qualche immagine di almeno due classi.</translation>
        </message>
        <message>
            <source>Label a few images first.</source>
            <translation>Etichetta prima qualche immagine.</translation>
        </message>
        <message>
            <source>minutes of work</source>
            <translation>minuti di lavoro</translation>
        </message>
        <message>
            <source>Your decisions</source>
            <translation>Le tue decisioni</translation>
        </message>
        <message>
            <source>Moving average over</source>
            <translation>Media mobile su</translation>
        </message>
        <message>
            <source>How many of the last images the moving average looks at</source>
            <translation>Quante delle ultime immagini considera la media mobile</translation>
        </message>
        <message>
            <source>Average of the last tenth</source>
            <translation>Media dell'ultimo decimo</translation>
        </message>
        <message>
            <source>Average of the last {n}</source>
            <translation>Media delle ultime {n}</translation>
        </message>
        <message>
            <source>Noticing new classes</source>
            <translation>Riconoscere le nuove classi</translation>
        </message>
        <message>
            <source>What every threshold would have done, worked out from your labels: each image counts once for its own class, and once as if its class were new. The dashed line is the precision of calling every image new.</source>
            <translation>Che cosa avrebbe fatto ogni soglia, calcolato dalle tue etichette: ogni immagine conta una volta per la sua classe, e una volta come se la sua classe fosse nuova. La linea tratteggiata è la precisione di chi dice nuova ogni immagine.</translation>
        </message>
        <message>
            <source>Known or new</source>
            <translation>Nota o nuova</translation>
        </message>
        <message>
            <source>Share of right suggestions among {n:,} answered images, the first one of each class left out; with those, {all}.</source>
            <translation>Quota di suggerimenti giusti tra {n:,} immagini con risposta, esclusa la prima di ogni classe; con quelle, {all}.</translation>
        </message>
        <message>
            <source>{n:,} labels in {time} of work; pauses of over 2 minutes are left out.</source>
            <translation>{n:,} etichette in {time} di lavoro; le pause di oltre 2 minuti sono escluse.</translation>
        </message>
        <message>
            <source>{acts:,} decisions, undo and redo included, about {images:,} images.</source>
            <translation>{acts:,} decisioni, compresi Annulla e Rifai, su circa {images:,} immagini.</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Finito</translation>
        </message>
        <message>
            <source>{n:,} images have no label yet; the pace is that of the last 10 minutes of work.</source>
            <translation>{n:,} immagini non hanno ancora un'etichetta; il ritmo è quello degli ultimi 10 minuti di lavoro.</translation>
        </message>
        <message>
            <source>{human:,} images were decided by you, {machine:,} by the machine.</source>
            <translation>{human:,} immagini sono state decise da te, {machine:,} dalla macchina.</translation>
        </message>
        <message>
            <source>Since the beginning</source>
            <translation>Dall'inizio</translation>
        </message>
        <message>
            <source>Moving average</source>
            <translation>Media mobile</translation>
        </message>
        <message>
            <source>After {n:,} images
{name}: {one}
{other}: {two}</source>
            <translation>Dopo {n:,} immagini
{name}: {one}
{other}: {two}</translation>
        </message>
        <message>
            <source>images answered</source>
            <translation>immagini con risposta</translation>
        </message>
        <message>
            <source>After {n:,} images, {one} of the suggestions were right since the beginning, and {two} in the moving average.</source>
            <translation>Dopo {n:,} immagini, {one} dei suggerimenti era giusto dall'inizio, e {two} nella media mobile.</translation>
        </message>
        <message>
            <source>epsilon {epsilon}
precision {precision}
recall {recall}</source>
            <translation>epsilon {epsilon}
precisione {precision}
recall {recall}</translation>
        </message>
        <message>
            <source>recall: how many of the new classes are noticed</source>
            <translation>recall: nuove classi riconosciute</translation>
        </message>
        <message>
            <source>precision: how many of these are really new</source>
            <translation>precisione: davvero nuove tra queste</translation>
        </message>
        <message>
            <source>epsilon {epsilon}</source>
            <translation>epsilon {epsilon}</translation>
        </message>
        <message>
            <source>Average precision {share}.</source>
            <translation>Precisione media {share}.</translation>
        </message>
        <message>
            <source>No epsilon is in force. {area}</source>
            <translation>Nessun epsilon è in vigore. {area}</translation>
        </message>
        <message>
            <source>Now: precision {precision}, recall {recall}. {area}</source>
            <translation>Ora: precisione {precision}, recall {recall}. {area}</translation>
        </message>
        <message>
            <source>Precision {precision}, recall {recall}.</source>
            <translation>Precisione {precision}, recall {recall}.</translation>
        </message>
        <message>
            <source>Dashed: {rate} on average.</source>
            <translation>Tratteggiata: {rate} in media.</translation>
        </message>
        <message>
            <source>From {start} to {end} of work
{rate} labels a minute</source>
            <translation>Da {start} a {end} di lavoro
{rate} etichette al minuto</translation>
        </message>
        <message>
            <source>{rate} labels a minute in {time} of work.</source>
            <translation>{rate} etichette al minuto in {time} di lavoro.</translation>
        </message>
        <message>
            <source>Suggestion accepted</source>
            <translation>Suggerimento accettato</translation>
        </message>
        <message>
            <source>Another class chosen</source>
            <translation>Scelta un'altra classe</translation>
        </message>
        <message>
            <source>New class named</source>
            <translation>Nuova classe nominata</translation>
        </message>
        <message>
            <source>Page confirmed</source>
            <translation>Pagina confermata</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Saltate</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Scartate</translation>
        </message>
        <message>
            <source>Label removed</source>
            <translation>Etichetta tolta</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Annullata</translation>
        </message>
    </context>
    <context>
        <name>PageGrid</name>
        <message>
            <source>Images of the page</source>
            <translation>Immagini della pagina</translation>
        </message>
    </context>
    <context>
        <name>PageHeader</name>
        <message>
            <source>Not these</source>
            <translation>Non queste</translation>
        </message>
        <message>
            <source>None of them is of this class: leave all undecided and show others</source>
            <translation>Nessuna è di questa classe: lasciale tutte senza decisione e mostrane altre</translation>
        </message>
        <message>
            <source>Confirm {n} of {all}</source>
            <translation>Conferma {n} di {all}</translation>
        </message>
        <message>
            <source>One at a time</source>
            <translation>Una alla volta</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Continua</translation>
        </message>
        <message>
            <source>Confirm {n}</source>
            <translation>Conferma {n}</translation>
        </message>
        <message>
            <source>Pages of look-alikes</source>
            <translation>Pagine di immagini simili</translation>
        </message>
        <message>
            <source>{n} image that looks like “{name}”</source>
            <translation>{n} immagine simile a “{name}”</translation>
        </message>
        <message>
            <source>{n} images that look like “{name}”</source>
            <translation>{n} immagini simili a “{name}”</translation>
        </message>
        <message>
            <source>Working out the next page…</source>
            <translation>Preparazione della prossima pagina…</translation>
        </message>
        <message>
            <source>{n} get another class.</source>
            <translation>{n} ricevono un'altra classe.</translation>
        </message>
        <message>
            <source>1 gets another class.</source>
            <translation>1 riceve un'altra classe.</translation>
        </message>
        <message>
            <source>{n} stay undecided.</source>
            <translation>{n} restano senza decisione.</translation>
        </message>
        <message>
            <source>1 stays undecided.</source>
            <translation>1 resta senza decisione.</translation>
        </message>
        <message>
            <source>This window only shows the session.</source>
            <translation>Questa finestra mostra solo la sessione.</translation>
        </message>
        <message>
            <source>With so few labels, some may well be of another class.</source>
            <translation>Con così poche etichette, alcune potrebbero essere di un'altra classe.</translation>
        </message>
        <message>
            <source>Probably all of them are right.</source>
            <translation>Probabilmente sono tutte giuste.</translation>
        </message>
        <message>
            <source>About one of them may be another class.</source>
            <translation>Circa una potrebbe essere di un'altra classe.</translation>
        </message>
        <message>
            <source>About {n} of them may be another class.</source>
            <translation>Circa {n} potrebbero essere di un'altra classe.</translation>
        </message>
        <message>
            <source>These are the last ones.</source>
            <translation>Sono le ultime.</translation>
        </message>
        <message>
            <source>{n} more wait</source>
            <translation>Altre {n} in attesa</translation>
        </message>
        <message>
            <source>{n} are still being looked at</source>
            <translation>{n} sono ancora in esame</translation>
        </message>
    </context>
    <context>
        <name>PageNotes</name>
        <message>
            <source>Working out the page…</source>
            <translation>Preparazione della pagina…</translation>
        </message>
        <message>
            <source>Nothing is labelled yet</source>
            <translation>Ancora nulla è etichettato</translation>
        </message>
        <message>
            <source>Pages show images that look like a class, so there must be one.</source>
            <translation>Le pagine mostrano immagini che somigliano a una classe, quindi deve essercene una.</translation>
        </message>
        <message>
            <source>Enter goes back to the image: name the first classes, then come again.</source>
            <translation>Invio torna all'immagine: dai il nome alle prime classi, poi ritorna.</translation>
        </message>
        <message>
            <source>{n} images are still to come.</source>
            <translation>{n} immagini devono ancora arrivare.</translation>
        </message>
        <message>
            <source>The images are still being looked at</source>
            <translation>Le immagini sono ancora in esame</translation>
        </message>
        <message>
            <source>The first page comes by itself.</source>
            <translation>La prima pagina arriva da sola.</translation>
        </message>
        <message>
            <source>Every image has a decision</source>
            <translation>Ogni immagine ha una decisione</translation>
        </message>
        <message>
            <source>Enter opens the export; Esc goes back to the images.</source>
            <translation>Invio apre l'esportazione; Esc torna alle immagini.</translation>
        </message>
        <message>
            <source>No images here</source>
            <translation>Nessuna immagine qui</translation>
        </message>
        <message>
            <source>This folder holds no image.</source>
            <translation>Questa cartella non contiene immagini.</translation>
        </message>
    </context>
    <context>
        <name>PageSheet</name>
        <message>
            <source>Some pictures are not on screen yet; press the key again then.</source>
            <translation>Alcune immagini non sono ancora visibili; premi di nuovo il tasto quando lo sono.</translation>
        </message>
        <message>
            <source>There are more pictures below; press the key again after a look.</source>
            <translation>Ci sono altre immagini più in basso; premi di nuovo il tasto dopo averle guardate.</translation>
        </message>
        <message>
            <source>A picture that cannot be shown gets no label.</source>
            <translation>Un'immagine che non si può mostrare non riceve etichette.</translation>
        </message>
        <message>
            <source>Choose a picture first: click it, or go there with the arrows.</source>
            <translation>Scegli prima un'immagine: con un clic, o con le frecce.</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Questa finestra mostra solo la sessione; nulla di ciò che premi qui viene conservato.</translation>
        </message>
    </context>
    <context>
        <name>PageTiles</name>
        <message>
            <source>Cannot be shown: stays undecided</source>
            <translation>Non si può mostrare: resta senza decisione</translation>
        </message>
        <message>
            <source>Taken out: stays undecided</source>
            <translation>Tolta: resta senza decisione</translation>
        </message>
        <message>
            <source>Click or {key}: not this</source>
            <translation>Clic o {key}: non questa</translation>
        </message>
        <message>
            <source>class key or {key}: another class</source>
            <translation>tasto di classe o {key}: altra classe</translation>
        </message>
        <message>
            <source>Shift+click: several</source>
            <translation>Shift+clic: più immagini</translation>
        </message>
        <message>
            <source>Space: look closer</source>
            <translation>Spazio: da vicino</translation>
        </message>
        <message>
            <source>{key}: undo</source>
            <translation>{key}: annulla</translation>
        </message>
        <message>
            <source>Ctrl+wheel: size</source>
            <translation>Ctrl+rotella: grandezza</translation>
        </message>
    </context>
    <context>
        <name>PageZoom</name>
        <message>
            <source>Space or Esc: back to the page</source>
            <translation>Spazio o Esc: torna alla pagina</translation>
        </message>
        <message>
            <source>Closer look</source>
            <translation>Da vicino</translation>
        </message>
        <message>
            <source>This image cannot be shown</source>
            <translation>Questa immagine non si può mostrare</translation>
        </message>
        <message>
            <source>The picture is on its way…</source>
            <translation>L'immagine sta arrivando…</translation>
        </message>
    </context>
    <context>
        <name>PathField</name>
        <message>
            <source>Browse…</source>
            <translation>Sfoglia…</translation>
        </message>
        <message>
            <source>Browse: {name}</source>
            <translation>Sfoglia: {name}</translation>
        </message>
    </context>
    <context>
        <name>PickModel</name>
        <message>
            <source>Proposed: {name}, key {n}</source>
            <translation>Proposta: {name}, tasto {n}</translation>
        </message>
        <message>
            <source>New class “{name}”</source>
            <translation>Nuova classe “{name}”</translation>
        </message>
    </context>
    <context>
        <name>PrecisionBox</name>
        <message>
            <source>The embeddings as their makers meant them.</source>
            <translation>Gli embedding come li hanno voluti gli autori.</translation>
        </message>
        <message>
            <source>Usually faster on a processor, slightly different suggestions.</source>
            <translation>Di solito più veloce su un processore, suggerimenti leggermente diversi.</translation>
        </message>
        <message>
            <source>Full (float32)</source>
            <translation>Piena (float32)</translation>
        </message>
        <message>
            <source>8 bits (int8)</source>
            <translation>8 bit (int8)</translation>
        </message>
        <message>
            <source>16 bits (bfloat16)</source>
            <translation>16 bit (bfloat16)</translation>
        </message>
        <message>
            <source>Measure on this machine</source>
            <translation>Misura su questo computer</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Precisione di calcolo</translation>
        </message>
        <message>
            <source>{what} ({done} of {total})…</source>
            <translation>{what} ({done} di {total})…</translation>
        </message>
        <message>
            <source>{times} times as fast here</source>
            <translation>Qui {times} volte più veloce</translation>
        </message>
        <message>
            <source>As fast as in full precision here</source>
            <translation>Qui veloce come in precisione piena</translation>
        </message>
        <message>
            <source>Slower here: {times} times as fast</source>
            <translation>Qui più lenta: {times} volte la velocità</translation>
        </message>
        <message>
            <source>{speed}; embeddings agree to at least {cosine} (cosine).</source>
            <translation>{speed}; gli embedding concordano almeno a {cosine} (coseno).</translation>
        </message>
        <message>
            <source>The built-in encoder has one precision.</source>
            <translation>L'encoder integrato ha una sola precisione.</translation>
        </message>
    </context>
    <context>
        <name>ProblemsDialog</name>
        <message>
            <source>Search files and reasons</source>
            <translation>Cerca file e motivi</translation>
        </message>
        <message>
            <source>Files that cannot be read</source>
            <translation>File che non si possono leggere</translation>
        </message>
        <message>
            <source>Every file can be read.</source>
            <translation>Ogni file si può leggere.</translation>
        </message>
        <message>
            <source>Copy the list</source>
            <translation>Copia l'elenco</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Read these files again: what kept them may have passed</source>
            <translation>Rileggi questi file: ciò che lo impediva potrebbe essere passato</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>1 file cannot be read</source>
            <translation>1 file non si può leggere</translation>
        </message>
        <message>
            <source>{n:,} files cannot be read</source>
            <translation>{n:,} file non si possono leggere</translation>
        </message>
        <message>
            <source>Problem files</source>
            <translation>File problematici</translation>
        </message>
        <message>
            <source>They are left out of suggestions; the files themselves are never touched.</source>
            <translation>Restano esclusi dai suggerimenti; i file stessi non vengono mai toccati.</translation>
        </message>
    </context>
    <context>
        <name>ProblemsModel</name>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
    </context>
    <context>
        <name>ProgressRows</name>
        <message>
            <source>Fetching {file} to {folder}, in MB</source>
            <translation>Scaricamento di {file} in {folder}, in MB</translation>
        </message>
        <message>
            <source>Taking labels back, or giving them again</source>
            <translation>Le etichette vengono tolte, o ridate</translation>
        </message>
    </context>
    <context>
        <name>QuantityWords</name>
        <message>
            <source>just now</source>
            <translation>proprio ora</translation>
        </message>
        <message>
            <source>1 minute ago</source>
            <translation>1 minuto fa</translation>
        </message>
        <message>
            <source>{n} minutes ago</source>
            <translation>{n} minuti fa</translation>
        </message>
        <message>
            <source>1 hour ago</source>
            <translation>1 ora fa</translation>
        </message>
        <message>
            <source>{n} hours ago</source>
            <translation>{n} ore fa</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>ieri</translation>
        </message>
        <message>
            <source>1 day ago</source>
            <translation>1 giorno fa</translation>
        </message>
        <message>
            <source>{n} days ago</source>
            <translation>{n} giorni fa</translation>
        </message>
        <message>
            <source>1 week ago</source>
            <translation>1 settimana fa</translation>
        </message>
        <message>
            <source>{n} weeks ago</source>
            <translation>{n} settimane fa</translation>
        </message>
        <message>
            <source>1 month ago</source>
            <translation>1 mese fa</translation>
        </message>
        <message>
            <source>{n} months ago</source>
            <translation>{n} mesi fa</translation>
        </message>
        <message>
            <source>1 year ago</source>
            <translation>1 anno fa</translation>
        </message>
        <message>
            <source>{n} years ago</source>
            <translation>{n} anni fa</translation>
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
            <translation>{n} byte</translation>
        </message>
    </context>
    <context>
        <name>RankedDelegate</name>
        <message>
            <source>New class</source>
            <translation>Nuova classe</translation>
        </message>
        <message>
            <source>by name</source>
            <translation>dal nome</translation>
        </message>
    </context>
    <context>
        <name>RankedModel</name>
        <message>
            <source>New class</source>
            <translation>Nuova classe</translation>
        </message>
        <message>
            <source>New class, chance {chance}</source>
            <translation>Nuova classe, probabilità {chance}</translation>
        </message>
        <message>
            <source>key {key}</source>
            <translation>tasto {key}</translation>
        </message>
        <message>
            <source>1 image</source>
            <translation>1 immagine</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} immagini</translation>
        </message>
        <message>
            <source>by its name</source>
            <translation>dal suo nome</translation>
        </message>
        <message>
            <source>distance {distance:.3f}</source>
            <translation>distanza {distance:.3f}</translation>
        </message>
    </context>
    <context>
        <name>RankerWords</name>
        <message>
            <source>Automatic</source>
            <translation>Automatico</translation>
        </message>
        <message>
            <source>Follows the one that does best on your own answers.</source>
            <translation>Segue quello che va meglio sulle tue risposte.</translation>
        </message>
        <message>
            <source>Mix</source>
            <translation>Misto</translation>
        </message>
        <message>
            <source>Learned cosine, kernel and graph together.</source>
            <translation>Coseno appreso, kernel e grafo insieme.</translation>
        </message>
        <message>
            <source>Prototypes</source>
            <translation>Prototipi</translation>
        </message>
        <message>
            <source>The published method alone: the nearest class mean.</source>
            <translation>Il solo metodo pubblicato: la media di classe più vicina.</translation>
        </message>
        <message>
            <source>Learned cosine</source>
            <translation>Coseno appreso</translation>
        </message>
        <message>
            <source>The nearest class mean, by the differences that count for your classes.</source>
            <translation>La media di classe più vicina, secondo le differenze che contano per le tue classi.</translation>
        </message>
        <message>
            <source>Discriminant</source>
            <translation>Discriminante</translation>
        </message>
        <message>
            <source>The likeliest class, where the images of all classes vary alike.</source>
            <translation>La classe più probabile, se le immagini di tutte le classi variano allo stesso modo.</translation>
        </message>
        <message>
            <source>Nearest labelled images</source>
            <translation>Immagini etichettate più vicine</translation>
        </message>
        <message>
            <source>The class of the labelled images that look most like this one.</source>
            <translation>La classe delle immagini etichettate più simili a questa.</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>Kernel</translation>
        </message>
        <message>
            <source>All labelled images have a say, those alike the most.</source>
            <translation>Tutte le immagini etichettate hanno voce, le simili più delle altre.</translation>
        </message>
        <message>
            <source>Neighbourhood graph</source>
            <translation>Grafo dei vicini</translation>
        </message>
        <message>
            <source>Labels spread from image to look-alike, by way of unlabelled ones too.</source>
            <translation>Le etichette si diffondono da un'immagine a quelle simili, anche attraverso quelle non etichettate.</translation>
        </message>
    </context>
    <context>
        <name>RankersPage</name>
        <message>
            <source>speaks now</source>
            <translation>parla ora</translation>
        </message>
        <message>
            <source>How often each ranker was right</source>
            <translation>Quante volte ogni ranker aveva ragione</translation>
        </message>
        <message>
            <source>Rankers</source>
            <translation>Ranker</translation>
        </message>
        <message>
            <source>{words} (speaks now)</source>
            <translation>{words} (parla ora)</translation>
        </message>
        <message>
            <source>on 1 answer of yours</source>
            <translation>su 1 tua risposta</translation>
        </message>
        <message>
            <source>on {n:,} answers of yours</source>
            <translation>su {n:,} tue risposte</translation>
        </message>
        <message>
            <source>Prototypes rank alone, so the others are not asked. The settings (Ctrl+,) let others rank.</source>
            <translation>I prototipi ordinano da soli, quindi gli altri non vengono interpellati. Le impostazioni (Ctrl+,) fanno ordinare altri.</translation>
        </message>
        <message>
            <source>Label a few images first: before each answer all rankers say what they would suggest, and here you see how often each was right. They begin with 24 images in a folder.</source>
            <translation>Etichetta prima qualche immagine: prima di ogni risposta tutti i ranker dicono che cosa suggerirebbero, e qui vedi quante volte ciascuno aveva ragione. Cominciano con 24 immagini nella cartella.</translation>
        </message>
        <message>
            <source>The one that was right most often lately speaks; at the start it is the mix. The first image of a class, which none can foresee, counts too.</source>
            <translation>Parla quello che di recente ha avuto ragione più spesso; all'inizio è il misto. Conta anche la prima immagine di una classe, che nessuno può prevedere.</translation>
        </message>
        <message>
            <source>“{name}” is chosen in the settings (Ctrl+,).</source>
            <translation>“{name}” è scelto nelle impostazioni (Ctrl+,).</translation>
        </message>
    </context>
    <context>
        <name>RecentCard</name>
        <message>
            <source>Open it to see what is wrong, and the ways back</source>
            <translation>Aprila per vedere cosa non va e come rimediare</translation>
        </message>
        <message>
            <source>{labelled:,} of {total:,} labelled</source>
            <translation>{labelled:,} di {total:,} etichettate</translation>
        </message>
        <message>
            <source>Session cannot be read</source>
            <translation>Sessione illeggibile</translation>
        </message>
        <message>
            <source>Folder not found</source>
            <translation>Cartella non trovata</translation>
        </message>
        <message>
            <source>Show in file manager</source>
            <translation>Mostra nel gestore di file</translation>
        </message>
        <message>
            <source>Remove from this list</source>
            <translation>Togli da questo elenco</translation>
        </message>
        <message>
            <source>The session file stays where it is</source>
            <translation>Il file di sessione resta dov'è</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message>
            <source>Is “{name}” two classes?</source>
            <translation>“{name}” sono due classi?</translation>
        </message>
        <message>
            <source>Its images fall into two groups, of {n} and {m}. A new class would take the smaller one; you give its name.</source>
            <translation>Le sue immagini formano due gruppi, di {n} e {m}. Una nuova classe prenderebbe il più piccolo; il nome lo scegli tu.</translation>
        </message>
        <message>
            <source>Keep one class</source>
            <translation>Tieni una sola classe</translation>
        </message>
        <message>
            <source>Name the second class…</source>
            <translation>Dai il nome alla seconda classe…</translation>
        </message>
        <message>
            <source>The program labelled it so; by the other labels it looks more like “{name}”.</source>
            <translation>L'ha etichettata così il programma; secondo le altre etichette somiglia di più a “{name}”.</translation>
        </message>
        <message>
            <source>By the other labels it looks more like “{name}”.</source>
            <translation>Secondo le altre etichette somiglia di più a “{name}”.</translation>
        </message>
        <message>
            <source>Is this “{name}”?</source>
            <translation>Questa è “{name}”?</translation>
        </message>
        <message>
            <source>Keep “{name}”</source>
            <translation>Tieni “{name}”</translation>
        </message>
        <message>
            <source>Change to “{name}”</source>
            <translation>Cambia in “{name}”</translation>
        </message>
        <message>
            <source>One picture, two labels?</source>
            <translation>Un'immagine, due etichette?</translation>
        </message>
        <message>
            <source>Nearly the same picture, two labels?</source>
            <translation>Quasi la stessa immagine, due etichette?</translation>
        </message>
        <message>
            <source>Both files have the same content.</source>
            <translation>I due file hanno lo stesso contenuto.</translation>
        </message>
        <message>
            <source>They are far more alike than images of this folder usually are.</source>
            <translation>Sono molto più simili di quanto lo siano di solito le immagini di questa cartella.</translation>
        </message>
        <message>
            <source>“{name}” fits better.</source>
            <translation>“{name}” è più adatta.</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>Tieni entrambe</translation>
        </message>
        <message>
            <source>Both “{name}”</source>
            <translation>Entrambe “{name}”</translation>
        </message>
        <message>
            <source>Are “{one}” and “{other}” one class?</source>
            <translation>“{one}” e “{other}” sono una sola classe?</translation>
        </message>
        <message>
            <source>{share} of their images look more like the other class. Merging is one step, which undo takes back.</source>
            <translation>{share} delle loro immagini somiglia di più all'altra classe. L'unione è un solo passo, che Annulla riprende.</translation>
        </message>
        <message>
            <source>Merge into “{name}”</source>
            <translation>Unisci a “{name}”</translation>
        </message>
        <message>
            <source>Doubtful labels</source>
            <translation>Etichette dubbie</translation>
        </message>
        <message>
            <source>Near-duplicates</source>
            <translation>Quasi doppioni</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Classi</translation>
        </message>
        <message>
            <source>{n} of {m}</source>
            <translation>{n} di {m}</translation>
        </message>
        <message>
            <source>looking over the labels…</source>
            <translation>esame delle etichette…</translation>
        </message>
        <message>
            <source>Looking over the labels…</source>
            <translation>Esame delle etichette…</translation>
        </message>
        <message>
            <source>Nothing to look over yet</source>
            <translation>Ancora nulla da esaminare</translation>
        </message>
        <message>
            <source>Label some images first; then this finds labels that do not fit.</source>
            <translation>Etichetta prima qualche immagine; poi qui compaiono le etichette che non convincono.</translation>
        </message>
        <message>
            <source>No label is in doubt</source>
            <translation>Nessuna etichetta è dubbia</translation>
        </message>
        <message>
            <source>No look-alikes with different labels</source>
            <translation>Nessuna immagine simile con etichette diverse</translation>
        </message>
        <message>
            <source>Every class looks like one</source>
            <translation>Ogni classe sembra una sola</translation>
        </message>
        <message>
            <source>Still to look at: {others}</source>
            <translation>Ancora da guardare: {others}</translation>
        </message>
    </context>
    <context>
        <name>ReviewGroup</name>
        <message>
            <source>Go to this picture</source>
            <translation>Vai a questa immagine</translation>
        </message>
    </context>
    <context>
        <name>ReviewHeader</name>
        <message>
            <source>Review</source>
            <translation>Revisione</translation>
        </message>
        <message>
            <source>What the program labelled first</source>
            <translation>Prima ciò che ha etichettato il programma</translation>
        </message>
        <message>
            <source>Ask about labels of the machine before those of a person</source>
            <translation>Chiedi delle etichette della macchina prima di quelle di una persona</translation>
        </message>
        <message>
            <source>Looking over the labels</source>
            <translation>Esame delle etichette</translation>
        </message>
        <message>
            <source>One at a time</source>
            <translation>Una alla volta</translation>
        </message>
    </context>
    <context>
        <name>ReviewSheet</name>
        <message>
            <source>class key or {key}: another class</source>
            <translation>tasto di classe o {key}: altra classe</translation>
        </message>
        <message>
            <source>{key}: new class</source>
            <translation>{key}: nuova classe</translation>
        </message>
        <message>
            <source>{back} {on}: look without an answer</source>
            <translation>{back} {on}: guarda senza rispondere</translation>
        </message>
        <message>
            <source>{key}: undo</source>
            <translation>{key}: annulla</translation>
        </message>
        <message>
            <source>Merge the two classes, or keep both; names are changed with F2.</source>
            <translation>Unisci le due classi, o tienile entrambe; i nomi si cambiano con F2.</translation>
        </message>
        <message>
            <source>The picture is not on screen yet; press the key again then.</source>
            <translation>L'immagine non è ancora visibile; premi di nuovo il tasto quando lo è.</translation>
        </message>
    </context>
    <context>
        <name>ReviewStage</name>
        <message>
            <source>This image cannot be shown</source>
            <translation>Questa immagine non si può mostrare</translation>
        </message>
    </context>
    <context>
        <name>ReviewStand</name>
        <message>
            <source>Labelled</source>
            <translation>Etichettata</translation>
        </message>
        <message>
            <source>Looks more like</source>
            <translation>Somiglia di più a</translation>
        </message>
        <message>
            <source>{n} images stay</source>
            <translation>{n} immagini restano</translation>
        </message>
        <message>
            <source>{n} images would be a new class</source>
            <translation>{n} immagini sarebbero una nuova classe</translation>
        </message>
        <message>
            <source>Its name is yours to give</source>
            <translation>Il nome lo scegli tu</translation>
        </message>
        <message>
            <source>1 image</source>
            <translation>1 immagine</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} immagini</translation>
        </message>
    </context>
    <context>
        <name>Said</name>
        <message>
            <source>1 image of the selection not seen yet: scroll, then press again</source>
            <translation>1 immagine della selezione non ancora vista: scorri, poi premi di nuovo</translation>
        </message>
        <message>
            <source>{n:,} images of the selection not seen yet: scroll, then press again</source>
            <translation>{n:,} immagini della selezione non ancora viste: scorri, poi premi di nuovo</translation>
        </message>
        <message>
            <source>That class does not exist any more.</source>
            <translation>Questa classe non esiste più.</translation>
        </message>
        <message>
            <source>Choose another one.</source>
            <translation>Scegline un'altra.</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>(senza nome)</translation>
        </message>
        <message>
            <source>“{key}” is not one character.</source>
            <translation>“{key}” non è un solo carattere.</translation>
        </message>
        <message>
            <source>Choose a letter or a digit.</source>
            <translation>Scegli una lettera o una cifra.</translation>
        </message>
        <message>
            <source>A class cannot be merged into itself.</source>
            <translation>Una classe non si può unire a sé stessa.</translation>
        </message>
        <message>
            <source>Choose another class.</source>
            <translation>Scegli un'altra classe.</translation>
        </message>
        <message>
            <source>There is a class “{name}” already.</source>
            <translation>Esiste già una classe “{name}”.</translation>
        </message>
        <message>
            <source>Choose another name, or merge the two classes.</source>
            <translation>Scegli un altro nome, o unisci le due classi.</translation>
        </message>
        <message>
            <source>A class needs a name.</source>
            <translation>Una classe ha bisogno di un nome.</translation>
        </message>
        <message>
            <source>The name has {count:,} characters, and at most {most} are kept.</source>
            <translation>Il nome ha {count:,} caratteri: al massimo possono essere {most}.</translation>
        </message>
        <message>
            <source>Type at least one letter.</source>
            <translation>Scrivi almeno una lettera.</translation>
        </message>
        <message>
            <source>The name “{name}…” has {count:,} characters.</source>
            <translation>Il nome “{name}…” ha {count:,} caratteri.</translation>
        </message>
        <message>
            <source>Use at most {most}.</source>
            <translation>Usane al massimo {most}.</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>File o cartella inesistente</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>Permesso negato</translation>
        </message>
        <message>
            <source>Operation not permitted</source>
            <translation>Operazione non permessa</translation>
        </message>
        <message>
            <source>No space left on device</source>
            <translation>Spazio esaurito sul disco</translation>
        </message>
        <message>
            <source>Disk quota exceeded</source>
            <translation>Quota del disco superata</translation>
        </message>
        <message>
            <source>Read-only file system</source>
            <translation>File system in sola lettura</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>Errore di input/output</translation>
        </message>
        <message>
            <source>Not a directory</source>
            <translation>Non è una cartella</translation>
        </message>
        <message>
            <source>Is a directory</source>
            <translation>È una cartella</translation>
        </message>
        <message>
            <source>File exists</source>
            <translation>Il file esiste già</translation>
        </message>
        <message>
            <source>Directory not empty</source>
            <translation>Cartella non vuota</translation>
        </message>
        <message>
            <source>File name too long</source>
            <translation>Nome del file troppo lungo</translation>
        </message>
        <message>
            <source>File too large</source>
            <translation>File troppo grande</translation>
        </message>
        <message>
            <source>Too many open files</source>
            <translation>Troppi file aperti</translation>
        </message>
        <message>
            <source>Too many levels of symbolic links</source>
            <translation>Troppi livelli di link simbolici</translation>
        </message>
        <message>
            <source>Device or resource busy</source>
            <translation>Dispositivo o risorsa occupati</translation>
        </message>
        <message>
            <source>No such device</source>
            <translation>Dispositivo inesistente</translation>
        </message>
        <message>
            <source>No such device or address</source>
            <translation>Dispositivo o indirizzo inesistente</translation>
        </message>
        <message>
            <source>Stale file handle</source>
            <translation>File non più raggiungibile sul server</translation>
        </message>
        <message>
            <source>Host is down</source>
            <translation>Server non raggiungibile</translation>
        </message>
        <message>
            <source>Connection timed out</source>
            <translation>Tempo di connessione scaduto</translation>
        </message>
        <message>
            <source>Transport endpoint is not connected</source>
            <translation>Connessione all'unità interrotta</translation>
        </message>
        <message>
            <source>Cannot allocate memory</source>
            <translation>Memoria esaurita</translation>
        </message>
        <message>
            <source>Operation not supported</source>
            <translation>Operazione non supportata</translation>
        </message>
        <message>
            <source>Function not implemented</source>
            <translation>Funzione non disponibile</translation>
        </message>
        <message>
            <source>Invalid argument</source>
            <translation>Argomento non valido</translation>
        </message>
        <message>
            <source>Embedded elsewhere</source>
            <translation>Elaborato altrove</translation>
        </message>
        <message>
            <source>The encoder {spec} is not on this machine.</source>
            <translation>L'encoder {spec} non è su questo computer.</translation>
        </message>
        <message>
            <source>Only images that were embedded elsewhere can be compared.</source>
            <translation>Si possono confrontare solo le immagini elaborate altrove.</translation>
        </message>
        <message>
            <source>Built-in</source>
            <translation>Integrato</translation>
        </message>
        <message>
            <source>There is no device called “{device}”.</source>
            <translation>Non esiste un dispositivo chiamato “{device}”.</translation>
        </message>
        <message>
            <source>Choose auto, cuda, mps or cpu.</source>
            <translation>Scegli auto, cuda, mps o cpu.</translation>
        </message>
        <message>
            <source>The device {device} was asked for, but this machine has none that PyTorch can use.</source>
            <translation>È stato chiesto il dispositivo {device}, ma questo computer non ne ha uno che PyTorch possa usare.</translation>
        </message>
        <message>
            <source>Choose auto, or install a PyTorch made for your graphics card.</source>
            <translation>Scegli auto, o installa un PyTorch adatto alla tua scheda grafica.</translation>
        </message>
        <message>
            <source>Check the connection and try again, or use a folder with weights.</source>
            <translation>Controlla la connessione e riprova, o usa una cartella di pesi.</translation>
        </message>
        <message>
            <source>The weights {weights} are not on this machine, and HF_HUB_OFFLINE forbids fetching them.</source>
            <translation>I pesi {weights} non sono su questo computer, e HF_HUB_OFFLINE vieta di scaricarli.</translation>
        </message>
        <message>
            <source>Clear HF_HUB_OFFLINE, or use a folder with weights.</source>
            <translation>Togli HF_HUB_OFFLINE, o usa una cartella di pesi.</translation>
        </message>
        <message>
            <source>the server does not answer</source>
            <translation>il server non risponde</translation>
        </message>
        <message>
            <source>the connection has fallen silent</source>
            <translation>dalla connessione non arriva più nulla</translation>
        </message>
        <message>
            <source>the process that fetches them ended too soon</source>
            <translation>il processo che li scarica è terminato troppo presto</translation>
        </message>
        <message>
            <source>The weights {weights} cannot be fetched: {words}.</source>
            <translation>Non è possibile scaricare i pesi {weights}: {words}.</translation>
        </message>
        <message>
            <source>the server does not say which version it has</source>
            <translation>il server non dice quale versione ha</translation>
        </message>
        <message>
            <source>the answer is not the hub's; perhaps this network wants you to log in first</source>
            <translation>la risposta non è quella dell'hub; forse questa rete chiede prima di accedere</translation>
        </message>
        <message>
            <source>{weights} holds none of {files}</source>
            <translation>{weights} non contiene nessuno di questi file: {files}</translation>
        </message>
        <message>
            <source>another program is fetching the same file</source>
            <translation>un altro programma sta scaricando lo stesso file</translation>
        </message>
        <message>
            <source>the server sent something other than the file; nothing of it was kept</source>
            <translation>il server ha mandato qualcosa di diverso dal file; non ne è stato tenuto nulla</translation>
        </message>
        <message>
            <source>the file arrived damaged, and was thrown away</source>
            <translation>il file è arrivato danneggiato ed è stato scartato</translation>
        </message>
        <message>
            <source>the hub has no such model, or does not show it to everyone</source>
            <translation>l'hub non ha questo modello, o non lo mostra a tutti</translation>
        </message>
        <message>
            <source>the server answered an error</source>
            <translation>il server ha risposto con un errore</translation>
        </message>
        <message>
            <source>the server answered {status}</source>
            <translation>il server ha risposto {status}</translation>
        </message>
        <message>
            <source>the disk is full, or takes no file of that size</source>
            <translation>il disco è pieno, o non accetta un file così grande</translation>
        </message>
        <message>
            <source>{file} may not be written</source>
            <translation>{file} non si può scrivere</translation>
        </message>
        <message>
            <source>there is no connection to the server</source>
            <translation>non c'è connessione con il server</translation>
        </message>
        <message>
            <source>int8 does not work with this processor and this PyTorch.</source>
            <translation>int8 non funziona con questo processore e questo PyTorch.</translation>
        </message>
        <message>
            <source>Choose float32.</source>
            <translation>Scegli float32.</translation>
        </message>
        <message>
            <source>{title} is made of other layers than int8 makes faster ({share:.0%} of its work is in linear ones).</source>
            <translation>{title} è fatto di strati diversi da quelli che int8 rende più veloci ({share:.0%} del lavoro è in quelli lineari).</translation>
        </message>
        <message>
            <source>Choose float32, or an encoder that is a transformer (fast, balanced, accurate).</source>
            <translation>Scegli float32, o un encoder che sia un transformer (fast, balanced, accurate).</translation>
        </message>
        <message>
            <source>int8 would change the embeddings of {title} by too much (a cosine of {cosine:.3f} to float32).</source>
            <translation>int8 cambierebbe troppo gli embedding di {title} (coseno {cosine:.3f} rispetto a float32).</translation>
        </message>
        <message>
            <source>{title} cannot be loaded on the graphics card ({reason}).</source>
            <translation>{title} non si può caricare sulla scheda grafica ({reason}).</translation>
        </message>
        <message>
            <source>Use it on the processor (device cpu), or choose a smaller encoder.</source>
            <translation>Usalo sul processore (dispositivo cpu), o scegli un encoder più piccolo.</translation>
        </message>
        <message>
            <source>There is too little memory to load {title}.</source>
            <translation>La memoria non basta per caricare {title}.</translation>
        </message>
        <message>
            <source>Close other programs, or choose a smaller encoder.</source>
            <translation>Chiudi altri programmi, o scegli un encoder più piccolo.</translation>
        </message>
        <message>
            <source>The weights {weights} cannot be loaded ({reason}).</source>
            <translation>Non è possibile caricare i pesi {weights} ({reason}).</translation>
        </message>
        <message>
            <source>The file may be damaged or belong to another model: fetch it again, or choose another encoder.</source>
            <translation>Il file può essere danneggiato o di un altro modello: scaricalo di nuovo, o scegli un altro encoder.</translation>
        </message>
        <message>
            <source>Choose another folder, or another encoder.</source>
            <translation>Scegli un'altra cartella, o un altro encoder.</translation>
        </message>
        <message>
            <source>{config} cannot be read ({reason}).</source>
            <translation>Non è possibile leggere {config} ({reason}).</translation>
        </message>
        <message>
            <source>{config} is too large for a configuration.</source>
            <translation>{config} è troppo grande per una configurazione.</translation>
        </message>
        <message>
            <source>{config} cannot be loaded: it is damaged, and no JSON.</source>
            <translation>Non è possibile caricare {config}: è danneggiato, e non è JSON.</translation>
        </message>
        <message>
            <source>{config} asks for more than weights: it sets “{key}”.</source>
            <translation>{config} chiede più che pesi: imposta “{key}”.</translation>
        </message>
        <message>
            <source>{config} asks for more than weights: “{key}” names no network of the library.</source>
            <translation>{config} chiede più che pesi: “{key}” non indica una rete della libreria.</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}).</source>
            <translation>Non è possibile leggere {path} ({reason}).</translation>
        </message>
        <message>
            <source>Check the folder, or choose another encoder.</source>
            <translation>Controlla la cartella, o scegli un altro encoder.</translation>
        </message>
        <message>
            <source>There is no folder {folder} with weights for {spec}.</source>
            <translation>Non c'è una cartella {folder} con i pesi per {spec}.</translation>
        </message>
        <message>
            <source>The folder {folder} lacks {config}, the configuration that {family} expects beside the weights.</source>
            <translation>Nella cartella {folder} manca {config}, la configurazione che {family} si aspetta accanto ai pesi.</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be read ({reason}).</source>
            <translation>Non è possibile leggere la cartella {folder} ({reason}).</translation>
        </message>
        <message>
            <source>The folder {folder} lacks the weights: {weights} is expected beside {config}.</source>
            <translation>Nella cartella {folder} mancano i pesi: accanto a {config} dovrebbe esserci {weights}.</translation>
        </message>
        <message>
            <source>The tokenizer of {title} cannot be loaded ({reason}).</source>
            <translation>Non è possibile caricare il tokenizer di {title} ({reason}).</translation>
        </message>
        <message>
            <source>Choose another encoder to search by text.</source>
            <translation>Scegli un altro encoder per cercare con un testo.</translation>
        </message>
        <message>
            <source>open_clip has no model {model}.</source>
            <translation>open_clip non ha il modello {model}.</translation>
        </message>
        <message>
            <source>open_clip has no weights {weights} for {model}.</source>
            <translation>open_clip non ha i pesi {weights} per {model}.</translation>
        </message>
        <message>
            <source>It has these models, among others: {names}.</source>
            <translation>Ha tra gli altri questi modelli: {names}.</translation>
        </message>
        <message>
            <source>It has these weights, among others: {names}.</source>
            <translation>Ha tra gli altri questi pesi: {names}.</translation>
        </message>
        <message>
            <source>Only for x86-64 processors with AVX2, and this one is none.</source>
            <translation>Solo per processori x86-64 con AVX2, e questo non lo è.</translation>
        </message>
        <message>
            <source>Only for processors with AMX or AVX512-BF16, and nothing is known of this one.</source>
            <translation>Solo per processori con AMX o AVX512-BF16, e di questo non si sa nulla.</translation>
        </message>
        <message>
            <source>This processor has neither AMX nor AVX512-BF16: it would be slower.</source>
            <translation>Questo processore non ha né AMX né AVX512-BF16: sarebbe più lento.</translation>
        </message>
        <message>
            <source>{precision} is a precision of the processor, and {device} was asked for.</source>
            <translation>{precision} è una precisione di calcolo del processore, ma è stato chiesto {device}.</translation>
        </message>
        <message>
            <source>Choose float32, which a graphics card computes in half precision, or the device cpu.</source>
            <translation>Scegli float32, che una scheda grafica calcola in mezza precisione, o il dispositivo cpu.</translation>
        </message>
        <message>
            <source>{precision} is not for this machine. {why_not}</source>
            <translation>{precision} non è adatto a questo computer. {why_not}</translation>
        </message>
        <message>
            <source>The layers of {title} cannot be told apart.</source>
            <translation>Gli strati di {title} non si possono distinguere.</translation>
        </message>
        <message>
            <source>Fetched earlier.</source>
            <translation>Scaricato in precedenza.</translation>
        </message>
        <message>
            <source>The weights of {title} were damaged on this disk, and were thrown away.</source>
            <translation>I pesi di {title} erano danneggiati su questo disco e sono stati scartati.</translation>
        </message>
        <message>
            <source>Try again: they are fetched anew.</source>
            <translation>Riprova: vengono scaricati di nuovo.</translation>
        </message>
        <message>
            <source>The weights of {spec} are not on this machine.</source>
            <translation>I pesi di {spec} non sono su questo computer.</translation>
        </message>
        <message>
            <source>Fetch them, or use a folder with weights.</source>
            <translation>Scaricali, o usa una cartella di pesi.</translation>
        </message>
        <message>
            <source>Use fast, balanced, accurate, builtin, open_clip:MODEL/PRETRAINED, open_clip:local-dir:FOLDER, timm:NAME or timm:local-dir:FOLDER.</source>
            <translation>Usa fast, balanced, accurate, builtin, open_clip:MODEL/PRETRAINED, open_clip:local-dir:FOLDER, timm:NAME o timm:local-dir:FOLDER.</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>integrato</translation>
        </message>
        <message>
            <source>The built-in encoder does not compute in {precision}.</source>
            <translation>L'encoder integrato non calcola in {precision}.</translation>
        </message>
        <message>
            <source>It is fast as it is; other encoders may.</source>
            <translation>È già veloce così; altri encoder possono farlo.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder.</source>
            <translation>“{text}” non indica alcun encoder.</translation>
        </message>
        <message>
            <source>“{text}” lacks the folder with the weights.</source>
            <translation>In “{text}” manca la cartella con i pesi.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder: a timm model has no slash in its name.</source>
            <translation>“{text}” non indica alcun encoder: un modello di timm non ha barre nel nome.</translation>
        </message>
        <message>
            <source>For a folder with weights, write timm:{local}{name}.</source>
            <translation>Per una cartella di pesi, scrivi timm:{local}{name}.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder: open_clip needs a model and the tag of its weights.</source>
            <translation>“{text}” non indica alcun encoder: a open_clip servono un modello e il nome dei suoi pesi.</translation>
        </message>
        <message>
            <source>Write open_clip:MODEL/PRETRAINED, for instance open_clip:ViT-B-32/openai.</source>
            <translation>Scrivi open_clip:MODEL/PRETRAINED, per esempio open_clip:ViT-B-32/openai.</translation>
        </message>
        <message>
            <source>“{text}” names no encoder: it has more than one slash.</source>
            <translation>“{text}” non indica alcun encoder: ha più di una barra.</translation>
        </message>
        <message>
            <source>For a folder with weights, write open_clip:{local}FOLDER.</source>
            <translation>Per una cartella di pesi, scrivi open_clip:{local}FOLDER.</translation>
        </message>
        <message>
            <source>timm has no model {architecture}.</source>
            <translation>timm non ha il modello {architecture}.</translation>
        </message>
        <message>
            <source>timm has no weights {model}.</source>
            <translation>timm non ha i pesi {model}.</translation>
        </message>
        <message>
            <source>It has {names}.</source>
            <translation>Ha {names}.</translation>
        </message>
        <message>
            <source>Choose another model.</source>
            <translation>Scegli un altro modello.</translation>
        </message>
        <message>
            <source>There is too little memory for {title} on {device}.</source>
            <translation>La memoria di {device} non basta per {title}.</translation>
        </message>
        <message>
            <source>{title} failed on {device} ({reason}).</source>
            <translation>{title} non è riuscito a lavorare su {device} ({reason}).</translation>
        </message>
        <message>
            <source>Try again on the processor (device cpu), or choose another encoder.</source>
            <translation>Riprova sul processore (dispositivo cpu), o scegli un altro encoder.</translation>
        </message>
        <message>
            <source>{title} gives embeddings that are not numbers.</source>
            <translation>{title} dà embedding che non sono numeri.</translation>
        </message>
        <message>
            <source>Its weights may be damaged; choose another encoder.</source>
            <translation>I suoi pesi possono essere danneggiati; scegli un altro encoder.</translation>
        </message>
        <message>
            <source>{title} gives no embedding, but numbers of shape {shape}.</source>
            <translation>{title} non dà un embedding, ma numeri di forma {shape}.</translation>
        </message>
        <message>
            <source>Choose another encoder.</source>
            <translation>Scegli un altro encoder.</translation>
        </message>
        <message>
            <source>The built-in encoder needs no weights.</source>
            <translation>L'encoder integrato non ha bisogno di pesi.</translation>
        </message>
        <message>
            <source>It works at once.</source>
            <translation>Funziona subito.</translation>
        </message>
        <message>
            <source>The weights of {spec} do not lie on the hub.</source>
            <translation>I pesi di {spec} non sono sull'hub.</translation>
        </message>
        <message>
            <source>Fetch them yourself and name their folder, or choose another encoder.</source>
            <translation>Scaricali tu e indica la loro cartella, o scegli un altro encoder.</translation>
        </message>
        <message>
            <source>The file has changed since it was labelled.</source>
            <translation>Il file è cambiato da quando è stato etichettato.</translation>
        </message>
        <message>
            <source>Exporting the images</source>
            <translation>Esportazione delle immagini</translation>
        </message>
        <message>
            <source>an export never overwrites</source>
            <translation>un'esportazione non sovrascrive mai nulla</translation>
        </message>
        <message>
            <source>“{folder}” is not a folder.</source>
            <translation>“{folder}” non è una cartella.</translation>
        </message>
        <message>
            <source>Choose a new or an empty folder.</source>
            <translation>Scegli una cartella nuova o vuota.</translation>
        </message>
        <message>
            <source>The folder “{folder}” is not empty, and {promise}.</source>
            <translation>La cartella “{folder}” non è vuota, e {promise}.</translation>
        </message>
        <message>
            <source>The folder “{folder}” cannot be used ({reason}).</source>
            <translation>Non è possibile usare la cartella “{folder}” ({reason}).</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>Scegli un'altra cartella.</translation>
        </message>
        <message>
            <source>The folder “{folder}” cannot be made ({reason}).</source>
            <translation>Non è possibile creare la cartella “{folder}” ({reason}).</translation>
        </message>
        <message>
            <source>Choose a folder that you may write to.</source>
            <translation>Scegli una cartella in cui puoi scrivere.</translation>
        </message>
        <message>
            <source>An earlier export that was cut off has left “{folder}”; it can be deleted.</source>
            <translation>Un'esportazione precedente, interrotta, ha lasciato “{folder}”; si può eliminare.</translation>
        </message>
        <message>
            <source>it is not there</source>
            <translation>non c'è</translation>
        </message>
        <message>
            <source>The folder with the images, “{folder}”, cannot be found or looked into ({reason}).</source>
            <translation>Non è possibile trovare o leggere la cartella con le immagini, “{folder}” ({reason}).</translation>
        </message>
        <message>
            <source>Connect its disk or tell where it is now, or export the labels only.</source>
            <translation>Collega il suo disco o indica dove si trova ora, oppure esporta solo le etichette.</translation>
        </message>
        <message>
            <source>Removing the unfinished export</source>
            <translation>Eliminazione dell'esportazione incompiuta</translation>
        </message>
        <message>
            <source>Writing the tables</source>
            <translation>Scrittura delle tabelle</translation>
        </message>
        <message>
            <source>No image has a label yet, so there are only tables.</source>
            <translation>Nessuna immagine ha ancora un'etichetta, quindi ci sono solo tabelle.</translation>
        </message>
        <message>
            <source>1 file was copied, because hard links are not possible there.</source>
            <translation>1 file è stato copiato, perché lì non sono possibili hard link.</translation>
        </message>
        <message>
            <source>{n:,} files were copied, because hard links are not possible there.</source>
            <translation>{n:,} file sono stati copiati, perché lì non sono possibili hard link.</translation>
        </message>
        <message>
            <source>1 file was copied, because symbolic links are not possible there.</source>
            <translation>1 file è stato copiato, perché lì non sono possibili link simbolici.</translation>
        </message>
        <message>
            <source>{n:,} files were copied, because symbolic links are not possible there.</source>
            <translation>{n:,} file sono stati copiati, perché lì non sono possibili link simbolici.</translation>
        </message>
        <message>
            <source>The disk of “{folder}” is full, so the export stopped.</source>
            <translation>Il disco di “{folder}” è pieno, quindi l'esportazione si è fermata.</translation>
        </message>
        <message>
            <source>The export to “{folder}” stopped ({reason}).</source>
            <translation>L'esportazione in “{folder}” si è fermata ({reason}).</translation>
        </message>
        <message>
            <source>Free some space (about {size} are still needed) or choose another disk, then export again.</source>
            <translation>Libera spazio (servono ancora circa {size}) o scegli un altro disco, poi esporta di nuovo.</translation>
        </message>
        <message>
            <source>See that the disk is connected and may be written to, then export again.</source>
            <translation>Assicurati che il disco sia collegato e che ci si possa scrivere, poi esporta di nuovo.</translation>
        </message>
        <message>
            <source>Free some space (about {size} are still needed) or choose another disk, then export again to the same folder: it goes on where it stopped.</source>
            <translation>Libera spazio (servono ancora circa {size}) o scegli un altro disco, poi esporta di nuovo nella stessa cartella: si riprende da dove si era.</translation>
        </message>
        <message>
            <source>See that the disk is connected and may be written to, then export again to the same folder: it goes on where it stopped.</source>
            <translation>Assicurati che il disco sia collegato e che ci si possa scrivere, poi esporta di nuovo nella stessa cartella: si riprende da dove si era.</translation>
        </message>
        <message>
            <source>{n:,} of {total:,} images are in “{folder}” so far, which can also be deleted.</source>
            <translation>{n:,} immagini su {total:,} sono finora in “{folder}”, che si può anche eliminare.</translation>
        </message>
        <message>
            <source>The Hugging Face imagefolder takes “{name}” for a part of a split; load this export with data_files={files}.</source>
            <translation>L'imagefolder di Hugging Face prende “{name}” per una parte di una divisione; carica questa esportazione con data_files={files}.</translation>
        </message>
        <message>
            <source>There is no folder “{folder}”.</source>
            <translation>Non esiste una cartella “{folder}”.</translation>
        </message>
        <message>
            <source>Choose a folder that holds class folders.</source>
            <translation>Scegli una cartella che contiene cartelle di classi.</translation>
        </message>
        <message>
            <source>The folder “{folder}” cannot be read ({reason}).</source>
            <translation>Non è possibile leggere la cartella “{folder}” ({reason}).</translation>
        </message>
        <message>
            <source>Allow reading it, or choose another folder.</source>
            <translation>Permetti di leggerla, o scegli un'altra cartella.</translation>
        </message>
        <message>
            <source>The folder “{folder}” holds no class folders.</source>
            <translation>La cartella “{folder}” non contiene cartelle di classi.</translation>
        </message>
        <message>
            <source>Choose the folder that contains one folder for each class.</source>
            <translation>Scegli la cartella che contiene una cartella per classe.</translation>
        </message>
        <message>
            <source>line {line}: too few columns</source>
            <translation>riga {line}: troppe poche colonne</translation>
        </message>
        <message>
            <source>line {line}: no path</source>
            <translation>riga {line}: nessun percorso</translation>
        </message>
        <message>
            <source>line {line}: a second class for “{path}”</source>
            <translation>riga {line}: una seconda classe per “{path}”</translation>
        </message>
        <message>
            <source>line {line}: {reason}</source>
            <translation>riga {line}: {reason}</translation>
        </message>
        <message>
            <source>The table “{table}” has rows that cannot be used: {rows}; and {more} more.</source>
            <translation>La tabella “{table}” ha righe che non si possono usare: {rows}; e altre {more}.</translation>
        </message>
        <message>
            <source>The table “{table}” has rows that cannot be used: {rows}.</source>
            <translation>La tabella “{table}” ha righe che non si possono usare: {rows}.</translation>
        </message>
        <message>
            <source>Correct these rows, then import again.</source>
            <translation>Correggi queste righe, poi importa di nuovo.</translation>
        </message>
        <message>
            <source>The folder cannot be read ({reason}).</source>
            <translation>Non è possibile leggere la cartella ({reason}).</translation>
        </message>
        <message>
            <source>The table “{table}” cannot be read ({reason}).</source>
            <translation>Non è possibile leggere la tabella “{table}” ({reason}).</translation>
        </message>
        <message>
            <source>Check the name and that you may read it.</source>
            <translation>Controlla il nome e di poterla leggere.</translation>
        </message>
        <message>
            <source>The table “{table}” is not UTF-8 text (line {line}).</source>
            <translation>La tabella “{table}” non è testo UTF-8 (riga {line}).</translation>
        </message>
        <message>
            <source>Save it as CSV in UTF-8, then import again.</source>
            <translation>Salvala come CSV in UTF-8, poi importa di nuovo.</translation>
        </message>
        <message>
            <source>The table “{table}” has no columns for paths and classes (line 1: {header}).</source>
            <translation>La tabella “{table}” non ha colonne per percorsi e classi (riga 1: {header}).</translation>
        </message>
        <message>
            <source>Name them “path” and “class” in the first line.</source>
            <translation>Chiamale “path” e “class” nella prima riga.</translation>
        </message>
        <message>
            <source>the copy of “{path}” reads back differently</source>
            <translation>la copia di “{path}” si rilegge diversa</translation>
        </message>
        <message>
            <source>the copy of “{path}” is cut short</source>
            <translation>la copia di “{path}” è troncata</translation>
        </message>
        <message>
            <source>The folder “{folder}” lies inside the folder with the images.</source>
            <translation>La cartella “{folder}” è dentro la cartella con le immagini.</translation>
        </message>
        <message>
            <source>Choose a folder outside it.</source>
            <translation>Scegli una cartella al di fuori.</translation>
        </message>
        <message>
            <source>The folder “{folder}” contains the folder with the images.</source>
            <translation>La cartella “{folder}” contiene la cartella con le immagini.</translation>
        </message>
        <message>
            <source>Choose a folder beside it.</source>
            <translation>Scegli una cartella accanto.</translation>
        </message>
        <message>
            <source>The folder “{folder}” lies inside {place}.</source>
            <translation>La cartella “{folder}” è dentro {place}.</translation>
        </message>
        <message>
            <source>The folder “{folder}” lies inside “{images}”, which holds images to export.</source>
            <translation>La cartella “{folder}” è dentro “{images}”, che contiene immagini da esportare.</translation>
        </message>
        <message>
            <source>Something has appeared there meanwhile</source>
            <translation>nel frattempo lì è comparso qualcosa</translation>
        </message>
        <message>
            <source>It is not an ordinary file.</source>
            <translation>Non è un file normale.</translation>
        </message>
        <message>
            <source>The file is gone.</source>
            <translation>Il file non c'è più.</translation>
        </message>
        <message>
            <source>There is no permission to read the file.</source>
            <translation>Manca il permesso di leggere il file.</translation>
        </message>
        <message>
            <source>The file cannot be read ({reason}).</source>
            <translation>Non è possibile leggere il file ({reason}).</translation>
        </message>
        <message>
            <source>The destination does not take this name ({reason}).</source>
            <translation>La destinazione non accetta questo nome ({reason}).</translation>
        </message>
        <message>
            <source>The file changed while it was being copied.</source>
            <translation>Il file è cambiato durante la copia.</translation>
        </message>
        <message>
            <source>Checking the files</source>
            <translation>Controllo dei file</translation>
        </message>
        <message>
            <source>Giving the files their names</source>
            <translation>Assegnazione dei nomi ai file</translation>
        </message>
        <message>
            <source>The file lies outside the folder with the images.</source>
            <translation>Il file è fuori dalla cartella con le immagini.</translation>
        </message>
        <message>
            <source>Looking at what is there already</source>
            <translation>Esame di ciò che c'è già</translation>
        </message>
        <message>
            <source>The export needs about {needed}, and only {free} are free for “{folder}”.</source>
            <translation>L'esportazione richiede circa {needed}, e per “{folder}” sono liberi solo {free}.</translation>
        </message>
        <message>
            <source>Free {missing}, choose another disk, or export links or labels only.</source>
            <translation>Libera {missing}, scegli un altro disco, o esporta solo link o etichette.</translation>
        </message>
        <message>
            <source>A validation share of {share:g} is not possible.</source>
            <translation>Una quota di convalida di {share:g} non è possibile.</translation>
        </message>
        <message>
            <source>Choose a share from 0 to {largest:g}.</source>
            <translation>Scegli una quota da 0 a {largest:g}.</translation>
        </message>
        <message>
            <source>A seed of {seed} is not possible.</source>
            <translation>Un seme di {seed} non è possibile.</translation>
        </message>
        <message>
            <source>Choose 0 or a larger number.</source>
            <translation>Scegli 0 o un numero più grande.</translation>
        </message>
        <message>
            <source>Choose a folder that you may write to, on a disk that is not full.</source>
            <translation>Scegli una cartella in cui puoi scrivere, su un disco che non sia pieno.</translation>
        </message>
        <message>
            <source>the unfinished export cannot be removed</source>
            <translation>non è possibile eliminare l'esportazione incompiuta</translation>
        </message>
        <message>
            <source>Too many unfinished exports lie beside “{folder}”.</source>
            <translation>Accanto a “{folder}” ci sono troppe esportazioni incompiute.</translation>
        </message>
        <message>
            <source>Delete those that are not needed, or choose another folder.</source>
            <translation>Elimina quelle che non servono, o scegli un'altra cartella.</translation>
        </message>
        <message>
            <source>Another export to “{folder}” is under way.</source>
            <translation>È in corso un'altra esportazione in “{folder}”.</translation>
        </message>
        <message>
            <source>Wait until it is done, or choose another folder.</source>
            <translation>Aspetta che finisca, o scegli un'altra cartella.</translation>
        </message>
        <message>
            <source>The demo pictures cannot be written to {folder} ({reason}).</source>
            <translation>Non è possibile scrivere le immagini della demo in {folder} ({reason}).</translation>
        </message>
        <message>
            <source>the disk gave an error</source>
            <translation>il disco segnala un errore</translation>
        </message>
        <message>
            <source>Free some space or choose another folder.</source>
            <translation>Libera spazio, o scegli un'altra cartella.</translation>
        </message>
        <message>
            <source>Camera raw files, films and documents are not read: save their pictures as JPEG, PNG or TIFF.</source>
            <translation>I file raw delle fotocamere, i filmati e i documenti non si leggono: salvane le immagini in JPEG, PNG o TIFF.</translation>
        </message>
        <message>
            <source>not an image, or one of a kind that cannot be read: save it as PNG or JPEG</source>
            <translation>non è un'immagine, o è di un tipo che non si può leggere: salvala in PNG o JPEG</translation>
        </message>
        <message>
            <source>the image is damaged or cut short: get the file anew from where it came</source>
            <translation>l'immagine è danneggiata o incompleta: riprendi il file da dove proviene</translation>
        </message>
        <message>
            <source>the image is too large: save a smaller copy of it</source>
            <translation>l'immagine è troppo grande: salvane una copia più piccola</translation>
        </message>
        <message>
            <source>the image takes too long to decode: save it anew as PNG or JPEG</source>
            <translation>ci vuole troppo tempo per decodificare l'immagine: salvala di nuovo in PNG o JPEG</translation>
        </message>
        <message>
            <source>this variety of image file is not supported: save it as PNG or JPEG</source>
            <translation>questa variante di file d'immagine non è supportata: salvala in PNG o JPEG</translation>
        </message>
        <message>
            <source>HEIC cannot be read here: install pi-heif, or save the image as JPEG</source>
            <translation>qui non si può leggere HEIC: installa pi-heif, o salva l'immagine in JPEG</translation>
        </message>
        <message>
            <source>the image could not be decoded: the system starts no other process</source>
            <translation>non è stato possibile decodificare l'immagine: il sistema non avvia altri processi</translation>
        </message>
        <message>
            <source>the file has gone</source>
            <translation>il file è scomparso</translation>
        </message>
        <message>
            <source>the file is not there any more</source>
            <translation>il file non c'è più</translation>
        </message>
        <message>
            <source>the link leads nowhere</source>
            <translation>il collegamento non porta da nessuna parte</translation>
        </message>
        <message>
            <source>cannot be opened: no permission</source>
            <translation>non si può aprire: manca il permesso</translation>
        </message>
        <message>
            <source>this is a folder, not an image</source>
            <translation>questa è una cartella, non un'immagine</translation>
        </message>
        <message>
            <source>this is not an ordinary file</source>
            <translation>questo non è un file normale</translation>
        </message>
        <message>
            <source>the path is too long</source>
            <translation>il percorso è troppo lungo</translation>
        </message>
        <message>
            <source>something is writing to the file</source>
            <translation>qualcosa sta scrivendo nel file</translation>
        </message>
        <message>
            <source>the file is empty</source>
            <translation>il file è vuoto</translation>
        </message>
        <message>
            <source>there is too little memory at present</source>
            <translation>al momento la memoria non basta</translation>
        </message>
        <message>
            <source>cannot be read: the disk gave an error</source>
            <translation>non si può leggere: il disco segnala un errore</translation>
        </message>
        <message>
            <source>there is too little memory for it at present</source>
            <translation>al momento la memoria non basta per questa immagine</translation>
        </message>
        <message>
            <source>it cannot be made ready for the encoder (details are in the log)</source>
            <translation>non si può preparare per l'encoder (i dettagli sono nel log)</translation>
        </message>
        <message>
            <source>the encoder cannot take this image (details are in the log)</source>
            <translation>l'encoder non può elaborare questa immagine (i dettagli sono nel log)</translation>
        </message>
        <message>
            <source>the image is too large ({n:,.0f} megapixels): save a smaller copy of it</source>
            <translation>l'immagine è troppo grande ({n:,.0f} megapixel): salvane una copia più piccola</translation>
        </message>
        <message>
            <source>the image is too large ({width:,} by {height:,} pixels): save a smaller copy of it</source>
            <translation>l'immagine è troppo grande ({width:,} × {height:,} pixel): salvane una copia più piccola</translation>
        </message>
        <message>
            <source>the file is too large ({n:,.0f} MB)</source>
            <translation>il file è troppo grande ({n:,.0f} MB)</translation>
        </message>
        <message>
            <source>cannot be read: {reason}</source>
            <translation>non si può leggere ({reason})</translation>
        </message>
        <message>
            <source>The folder {folder} does not exist.</source>
            <translation>La cartella {folder} non esiste.</translation>
        </message>
        <message>
            <source>Check the name, or choose another one.</source>
            <translation>Controlla il nome, o scegline un'altra.</translation>
        </message>
        <message>
            <source>{path} is a file, not a folder.</source>
            <translation>{path} è un file, non una cartella.</translation>
        </message>
        <message>
            <source>Choose the folder that holds the images.</source>
            <translation>Scegli la cartella che contiene le immagini.</translation>
        </message>
        <message>
            <source>The folder {folder} may not be read.</source>
            <translation>Non hai il permesso di leggere la cartella {folder}.</translation>
        </message>
        <message>
            <source>Ask its owner for permission, or choose another folder.</source>
            <translation>Chiedi il permesso al proprietario, o scegli un'altra cartella.</translation>
        </message>
        <message>
            <source>the name is not allowed</source>
            <translation>il nome non è ammesso</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be read: {reason}.</source>
            <translation>Non è possibile leggere la cartella {folder} ({reason}).</translation>
        </message>
        <message>
            <source>no permission</source>
            <translation>manca il permesso</translation>
        </message>
        <message>
            <source>it has gone</source>
            <translation>non c'è più</translation>
        </message>
        <message>
            <source>it cannot be read</source>
            <translation>non si può leggere</translation>
        </message>
        <message>
            <source>The session “{session}” belongs to another folder, “{folder}”.</source>
            <translation>La sessione “{session}” appartiene a un'altra cartella, “{folder}”.</translation>
        </message>
        <message>
            <source>Name another file for the session of this folder.</source>
            <translation>Indica un altro file per la sessione di questa cartella.</translation>
        </message>
        <message>
            <source>Embedding the examples</source>
            <translation>Elaborazione degli esempi</translation>
        </message>
        <message>
            <source>The only example image in “{folder}” could not be read ({reason}).</source>
            <translation>Non è stato possibile leggere l'unica immagine d'esempio in “{folder}” ({reason}).</translation>
        </message>
        <message>
            <source>None of the {n} example images in “{folder}” could be read (the first one: {reason}).</source>
            <translation>Non è stato possibile leggere nessuna delle {n} immagini d'esempio in “{folder}” (la prima: {reason}).</translation>
        </message>
        <message>
            <source>See that they are images and that you may read them.</source>
            <translation>Controlla che siano immagini e di poterle leggere.</translation>
        </message>
        <message>
            <source>1 image among the examples had been decided otherwise in the session; the session's decision stays.</source>
            <translation>Su 1 immagine tra gli esempi la sessione aveva una decisione diversa; resta la decisione della sessione.</translation>
        </message>
        <message>
            <source>{n:,} images among the examples had been decided otherwise in the session; the session's decision stays.</source>
            <translation>Su {n:,} immagini tra gli esempi la sessione aveva una decisione diversa; resta la decisione della sessione.</translation>
        </message>
        <message>
            <source>No example of {names} could be read, so no image gets that class.</source>
            <translation>Non è stato possibile leggere nessun esempio di {names}, perciò nessuna immagine riceve questa classe.</translation>
        </message>
        <message>
            <source>“{name}”</source>
            <translation>“{name}”</translation>
        </message>
        <message>
            <source>There are too few examples to work epsilon out (it takes at least {classes} classes, and {images} images that are not alone in theirs), so every image gets the nearest class.</source>
            <translation>Ci sono troppo pochi esempi per calcolare epsilon (servono almeno {classes} classi, e {images} immagini che non siano sole nella loro), quindi ogni immagine riceve la classe più vicina.</translation>
        </message>
        <message>
            <source>1 image stays unlabelled: {reason}.</source>
            <translation>1 immagine resta senza etichetta: {reason}.</translation>
        </message>
        <message>
            <source>{n:,} images stay unlabelled: {reason}.</source>
            <translation>{n:,} immagini restano senza etichetta: {reason}.</translation>
        </message>
        <message>
            <source>None of the example images in “{folder}” could be read.</source>
            <translation>Non è stato possibile leggere nessuna delle immagini d'esempio in “{folder}”.</translation>
        </message>
        <message>
            <source>Labelling the images</source>
            <translation>Etichettatura delle immagini</translation>
        </message>
        <message>
            <source>Checking the session</source>
            <translation>Controllo della sessione</translation>
        </message>
        <message>
            <source>Reading the answers</source>
            <translation>Lettura delle risposte</translation>
        </message>
        <message>
            <source>Drawing the demo pictures</source>
            <translation>Disegno delle immagini della demo</translation>
        </message>
        <message>
            <source>The demo pictures cannot be written to “{folder}”: {reason}.</source>
            <translation>Non è possibile scrivere le immagini della demo in “{folder}” ({reason}).</translation>
        </message>
        <message>
            <source>Make room on the disk, or set IAIA_HOME to a folder that can be written.</source>
            <translation>Libera spazio sul disco, o imposta IAIA_HOME su una cartella in cui si può scrivere.</translation>
        </message>
        <message>
            <source>The folder “{folder}” is not there any more, or is empty.</source>
            <translation>La cartella “{folder}” non c'è più, o è vuota.</translation>
        </message>
        <message>
            <source>Bring it back and start again: what the cache keeps need not be done again.</source>
            <translation>Rimettila al suo posto e ricomincia: ciò che è nella cache non va rifatto.</translation>
        </message>
        <message>
            <source>not embedded elsewhere, and the encoder is not on this machine</source>
            <translation>senza embedding fatto altrove, e l'encoder non è su questo computer</translation>
        </message>
        <message>
            <source>Embedding the images</source>
            <translation>Elaborazione delle immagini</translation>
        </message>
        <message>
            <source>“{folder}” does not lie in “{above}”.</source>
            <translation>“{folder}” non si trova in “{above}”.</translation>
        </message>
        <message>
            <source>Name a folder above that of the images.</source>
            <translation>Indica una cartella al di sopra di quella delle immagini.</translation>
        </message>
        <message>
            <source>Looking for images</source>
            <translation>Ricerca delle immagini</translation>
        </message>
        <message>
            <source>Choose the folder that holds the pictures, or one above it.</source>
            <translation>Scegli la cartella che contiene le immagini, o una al di sopra.</translation>
        </message>
        <message>
            <source>There are no images in “{folder}”.</source>
            <translation>Nella cartella “{folder}” non ci sono immagini.</translation>
        </message>
        <message>
            <source>It holds 1 other file.</source>
            <translation>Contiene 1 altro file.</translation>
        </message>
        <message>
            <source>It holds {n:,} other files.</source>
            <translation>Contiene {n:,} altri file.</translation>
        </message>
        <message>
            <source>1 of its folders may not be read.</source>
            <translation>1 delle sue cartelle non si può leggere.</translation>
        </message>
        <message>
            <source>{n:,} of its folders may not be read.</source>
            <translation>{n:,} delle sue cartelle non si possono leggere.</translation>
        </message>
        <message>
            <source>Reading names</source>
            <translation>Lettura dei nomi</translation>
        </message>
        <message>
            <source>“{file}” does not end in {suffix}.</source>
            <translation>“{file}” non finisce in {suffix}.</translation>
        </message>
        <message>
            <source>Give the file such a name; numpy.load reads it.</source>
            <translation>Dai al file un nome così; numpy.load lo legge.</translation>
        </message>
        <message>
            <source>“{path}” is a folder.</source>
            <translation>“{path}” è una cartella.</translation>
        </message>
        <message>
            <source>Choose another name for the file.</source>
            <translation>Scegli un altro nome per il file.</translation>
        </message>
        <message>
            <source>There is a file “{file}” already, and it holds no embeddings.</source>
            <translation>Esiste già un file “{file}”, e non contiene embedding.</translation>
        </message>
        <message>
            <source>Choose another name; only a file of embeddings is replaced.</source>
            <translation>Scegli un altro nome; si sostituisce solo un file di embedding.</translation>
        </message>
        <message>
            <source>The embeddings could not be written to “{file}” ({reason}).</source>
            <translation>Non è stato possibile scrivere gli embedding in “{file}” ({reason}).</translation>
        </message>
        <message>
            <source>See that there is room and that you may write there.</source>
            <translation>Controlla che ci sia spazio e di poter scrivere lì.</translation>
        </message>
        <message>
            <source>The folder “{folder}” is left out.</source>
            <translation>La cartella “{folder}” viene lasciata fuori.</translation>
        </message>
        <message>
            <source>What lies in “{folder}” is to be labelled, so it is no example, although it lies in the folder of examples.</source>
            <translation>Ciò che si trova in “{folder}” è da etichettare, perciò non è un esempio, anche se si trova nella cartella degli esempi.</translation>
        </message>
        <message>
            <source>There are no example images in “{folder}”.</source>
            <translation>Nella cartella “{folder}” non ci sono immagini d'esempio.</translation>
        </message>
        <message>
            <source>Choose a folder that holds a folder of images for each class.</source>
            <translation>Scegli una cartella che contenga una cartella di immagini per ogni classe.</translation>
        </message>
        <message>
            <source>Reading the labels</source>
            <translation>Lettura delle etichette</translation>
        </message>
        <message>
            <source>the folder with the backups of the session</source>
            <translation>la cartella con le copie di sicurezza della sessione</translation>
        </message>
        <message>
            <source>a folder that belongs to the program</source>
            <translation>una cartella che appartiene al programma</translation>
        </message>
        <message>
            <source>{done:,} of {total:,}</source>
            <translation>{done:,} di {total:,}</translation>
        </message>
        <message>
            <source>Comparing the images</source>
            <translation>Confronto delle immagini</translation>
        </message>
        <message>
            <source>Learning from the labels</source>
            <translation>Apprendimento dalle etichette</translation>
        </message>
        <message>
            <source>Looking for new images</source>
            <translation>Ricerca di nuove immagini</translation>
        </message>
        <message>
            <source>The folder “{folder}” is empty: the drive that it was on may not be plugged in.</source>
            <translation>La cartella “{folder}” è vuota: forse l'unità su cui si trovava non è collegata.</translation>
        </message>
        <message>
            <source>Bring the images back, or find the folder.</source>
            <translation>Rimetti le immagini al loro posto, o trova la cartella.</translation>
        </message>
        <message>
            <source>Recognising renamed images</source>
            <translation>Riconoscimento delle immagini rinominate</translation>
        </message>
        <message>
            <source>Open it if you trust where it comes from.</source>
            <translation>Aprila se ti fidi della sua provenienza.</translation>
        </message>
        <message>
            <source>The session {session} was not begun on this machine, and names {places}. Nothing there was looked at.</source>
            <translation>La sessione {session} non è stata iniziata su questo computer, e indica {places}. Lì non è stato esaminato nulla.</translation>
        </message>
        <message>
            <source>{first} and {second}</source>
            <translation>{first} e {second}</translation>
        </message>
        <message>
            <source>the folder “{folder}”</source>
            <translation>la cartella “{folder}”</translation>
        </message>
        <message>
            <source>the encoder “{spec}”</source>
            <translation>l'encoder “{spec}”</translation>
        </message>
        <message>
            <source>embeddings in “{place}”</source>
            <translation>embedding in “{place}”</translation>
        </message>
        <message>
            <source>a picture elsewhere</source>
            <translation>un'immagine altrove</translation>
        </message>
        <message>
            <source>{n:,} pictures elsewhere</source>
            <translation>{n:,} immagini altrove</translation>
        </message>
        <message>
            <source>Use that encoder here, or make the embeddings again with this one.</source>
            <translation>Usa qui quell'encoder, o rifai gli embedding con questo.</translation>
        </message>
        <message>
            <source>Looking at the embeddings</source>
            <translation>Esame degli embedding</translation>
        </message>
        <message>
            <source>“{place}” does not say which encoder made it.</source>
            <translation>“{place}” non dice con quale encoder è stato fatto.</translation>
        </message>
        <message>
            <source>Say it with --encoder, or where the window asks for it.</source>
            <translation>Indicalo con --encoder, o dove lo chiede la finestra.</translation>
        </message>
        <message>
            <source>“{encoder}” ({spec})</source>
            <translation>“{encoder}” ({spec})</translation>
        </message>
        <message>
            <source>“{encoder}”</source>
            <translation>“{encoder}”</translation>
        </message>
        <message>
            <source>The embeddings in “{place}” were made by the encoder {made_by}, and “{encoder}” is in use here.</source>
            <translation>Gli embedding in “{place}” sono stati fatti con l'encoder {made_by}, ma qui è in uso “{encoder}”.</translation>
        </message>
        <message>
            <source>The embeddings in “{place}” were made by the encoder “{made_by}”, as was said, and “{encoder}” is in use here.</source>
            <translation>Gli embedding in “{place}”, come è stato indicato, sono stati fatti con l'encoder “{made_by}”, ma qui è in uso “{encoder}”.</translation>
        </message>
        <message>
            <source>The embeddings in “{place}” have {theirs:,} numbers each, and the encoder “{encoder}” makes {ours:,}.</source>
            <translation>Gli embedding in “{place}” hanno {theirs:,} numeri ciascuno, ma l'encoder “{encoder}” ne produce {ours:,}.</translation>
        </message>
        <message>
            <source>They are of another encoder: name that one.</source>
            <translation>Sono di un altro encoder: indica quello.</translation>
        </message>
        <message>
            <source>Comparing the pictures</source>
            <translation>Confronto delle immagini</translation>
        </message>
        <message>
            <source>There are no labels in “{source}”.</source>
            <translation>In “{source}” non ci sono etichette.</translation>
        </message>
        <message>
            <source>Choose a folder per class, or a CSV.</source>
            <translation>Scegli una cartella per classe, o un CSV.</translation>
        </message>
        <message>
            <source>“{name}”: {fault}</source>
            <translation>“{name}”: {fault}</translation>
        </message>
        <message>
            <source>Looking again at problem files</source>
            <translation>Nuovo esame dei file con problemi</translation>
        </message>
        <message>
            <source>Looking at the folder</source>
            <translation>Esame della cartella</translation>
        </message>
        <message>
            <source>Looking at what is left</source>
            <translation>Esame di ciò che resta</translation>
        </message>
        <message>
            <source>The unfinished export “{folder}” could not be deleted completely.</source>
            <translation>Non è stato possibile eliminare del tutto l'esportazione incompiuta “{folder}”.</translation>
        </message>
        <message>
            <source>See that its disk is connected, or delete the folder by hand.</source>
            <translation>Controlla che il suo disco sia collegato, o elimina la cartella a mano.</translation>
        </message>
        <message>
            <source>The paths in “{place}” fit this folder in more than one way: below “{one}”, and below “{other}”.</source>
            <translation>I percorsi in “{place}” corrispondono a questa cartella in più di un modo: sotto “{one}”, e sotto “{other}”.</translation>
        </message>
        <message>
            <source>Open the folder under the name that it had where it was embedded.</source>
            <translation>Apri la cartella con il nome che aveva dove è stata elaborata.</translation>
        </message>
        <message>
            <source>The names that go with “{file}” are not as many as their file says.</source>
            <translation>I nomi che accompagnano “{file}” non sono tanti quanti ne dichiara il loro file.</translation>
        </message>
        <message>
            <source>It was not copied whole: copy it again.</source>
            <translation>Non è stato copiato per intero: copialo di nuovo.</translation>
        </message>
        <message>
            <source>Checking the embeddings</source>
            <translation>Controllo degli embedding</translation>
        </message>
        <message>
            <source>No path in “{place}” is that of an image in “{folder}”.</source>
            <translation>Nessun percorso in “{place}” è quello di un'immagine in “{folder}”.</translation>
        </message>
        <message>
            <source>There one is “{theirs}”, here “{ours}”.</source>
            <translation>Lì uno è “{theirs}”, qui “{ours}”.</translation>
        </message>
        <message>
            <source>Choose the embeddings of this folder, or of one above it.</source>
            <translation>Scegli gli embedding di questa cartella, o di una al di sopra.</translation>
        </message>
        <message>
            <source>Matching the embeddings in {place}</source>
            <translation>Abbinamento degli embedding in {place}</translation>
        </message>
        <message>
            <source>Opening the session</source>
            <translation>Apertura della sessione</translation>
        </message>
        <message>
            <source>“{path}” cannot be reached: {reason}.</source>
            <translation>Non è possibile raggiungere “{path}” ({reason}).</translation>
        </message>
        <message>
            <source>Check the name and that you may read it, or choose another folder.</source>
            <translation>Controlla il nome e di poterla leggere, o scegli un'altra cartella.</translation>
        </message>
        <message>
            <source>“{path}” does not exist.</source>
            <translation>“{path}” non esiste.</translation>
        </message>
        <message>
            <source>Choose a folder of images or a session file.</source>
            <translation>Scegli una cartella di immagini o un file di sessione.</translation>
        </message>
        <message>
            <source>The session {session} belongs to another folder, “{folder}”.</source>
            <translation>La sessione {session} appartiene a un'altra cartella, “{folder}”.</translation>
        </message>
        <message>
            <source>Name another session file for this folder, or open that one by itself.</source>
            <translation>Indica un altro file di sessione per questa cartella, o apri quello da solo.</translation>
        </message>
        <message>
            <source>There is no session of “{folder}” to look at.</source>
            <translation>Non c'è una sessione di “{folder}” da guardare.</translation>
        </message>
        <message>
            <source>Open the folder to begin one.</source>
            <translation>Apri la cartella per iniziarne una.</translation>
        </message>
        <message>
            <source>Sorting: folder order</source>
            <translation>Ordinamento: come nella cartella</translation>
        </message>
        <message>
            <source>Sorting: surest first</source>
            <translation>Ordinamento: prima le più sicure</translation>
        </message>
        <message>
            <source>Sorting: least sure first</source>
            <translation>Ordinamento: prima le meno sicure</translation>
        </message>
        <message>
            <source>Sorting: most different first</source>
            <translation>Ordinamento: prima le più diverse</translation>
        </message>
        <message>
            <source>Sorting: by likely class</source>
            <translation>Ordinamento: per classe probabile</translation>
        </message>
        <message>
            <source>Ranking the images</source>
            <translation>Ordinamento delle immagini</translation>
        </message>
        <message>
            <source>Looking for sessions</source>
            <translation>Ricerca delle sessioni</translation>
        </message>
        <message>
            <source>Bringing the session back</source>
            <translation>Ripristino della sessione</translation>
        </message>
        <message>
            <source>Looking over the labels</source>
            <translation>Esame delle etichette</translation>
        </message>
        <message>
            <source>{encoder} gives numbers of shape {shape} and kind {kind} where embeddings of shape {wanted} are expected.</source>
            <translation>{encoder} dà numeri di forma {shape} e di tipo {kind} dove si aspettano embedding di forma {wanted}.</translation>
        </message>
        <message>
            <source>{encoder} gives embeddings that are not numbers.</source>
            <translation>{encoder} dà embedding che non sono numeri.</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Ricerca in corso</translation>
        </message>
        <message>
            <source>Counting decisions</source>
            <translation>Conteggio delle decisioni</translation>
        </message>
        <message>
            <source>Counting suggestions</source>
            <translation>Conteggio dei suggerimenti</translation>
        </message>
        <message>
            <source>Comparing thresholds</source>
            <translation>Confronto delle soglie</translation>
        </message>
        <message>
            <source>about {n:,} seconds left</source>
            <translation>ancora circa {n:,} secondi</translation>
        </message>
        <message>
            <source>about 1 minute left</source>
            <translation>ancora circa 1 minuto</translation>
        </message>
        <message>
            <source>about {n:,} minutes left</source>
            <translation>ancora circa {n:,} minuti</translation>
        </message>
        <message>
            <source>about {n:,} hours left</source>
            <translation>ancora circa {n:,} ore</translation>
        </message>
        <message>
            <source>Loading the encoder in full precision</source>
            <translation>Caricamento dell'encoder in precisione piena</translation>
        </message>
        <message>
            <source>Loading the encoder in {precision}</source>
            <translation>Caricamento dell'encoder in {precision}</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>Misurazione in corso</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Esporta…</translation>
        </message>
        <message>
            <source>There is no suggestion for this image yet. Press the key of a class, or N for a new one.</source>
            <translation>Per questa immagine non c'è ancora un suggerimento. Premi il tasto di una classe, o N per una nuova.</translation>
        </message>
        <message>
            <source>Planning failed: {reason}</source>
            <translation>La pianificazione non è riuscita: {reason}</translation>
        </message>
        <message>
            <source>The machine labelled 1 image of {total:,}, then it was stopped. Undo takes it back.</source>
            <translation>La macchina ha etichettato 1 immagine su {total:,}, poi è stata fermata. Annulla la riprende.</translation>
        </message>
        <message>
            <source>The machine labelled {n:,} images of {total:,}, then it was stopped. Undo takes them back in one step.</source>
            <translation>La macchina ha etichettato {n:,} immagini su {total:,}, poi è stata fermata. Annulla le riprende in un solo passo.</translation>
        </message>
        <message>
            <source>The machine labelled 1 image. Undo takes it back.</source>
            <translation>La macchina ha etichettato 1 immagine. Annulla la riprende.</translation>
        </message>
        <message>
            <source>The machine labelled {n:,} images. Undo takes them back in one step.</source>
            <translation>La macchina ha etichettato {n:,} immagini. Annulla le riprende in un solo passo.</translation>
        </message>
        <message>
            <source>Check it…</source>
            <translation>Controllala…</translation>
        </message>
        <message>
            <source>Check {n} of them…</source>
            <translation>Controllane {n}…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>The session could not be checked: {reason}</source>
            <translation>Non è stato possibile controllare la sessione: {reason}</translation>
        </message>
        <message>
            <source>The answers of the session could not be read: {reason}</source>
            <translation>Non è stato possibile leggere le risposte della sessione: {reason}</translation>
        </message>
        <message>
            <source>This window only shows the session; nothing you press here is kept.</source>
            <translation>Questa finestra mostra solo la sessione; nulla di ciò che premi qui viene conservato.</translation>
        </message>
        <message>
            <source>Nothing to change: the images are so already, or cannot be read.</source>
            <translation>Niente da cambiare: le immagini sono già così, o non si possono leggere.</translation>
        </message>
        <message>
            <source>{what}; undo takes it back</source>
            <translation>{what}; Annulla riporta tutto com'era</translation>
        </message>
        <message>
            <source>{what} ({decided:,} decided otherwise before); undo takes it back</source>
            <translation>{what} (decise diversamente prima: {decided:,}); Annulla riporta tutto com'era</translation>
        </message>
        <message>
            <source>1 image labelled {name}</source>
            <translation>1 immagine etichettata {name}</translation>
        </message>
        <message>
            <source>{n:,} images labelled {name}</source>
            <translation>{n:,} immagini etichettate {name}</translation>
        </message>
        <message>
            <source>1 image skipped</source>
            <translation>1 immagine saltata</translation>
        </message>
        <message>
            <source>{n:,} images skipped</source>
            <translation>{n:,} immagini saltate</translation>
        </message>
        <message>
            <source>1 image discarded</source>
            <translation>1 immagine scartata</translation>
        </message>
        <message>
            <source>{n:,} images discarded</source>
            <translation>{n:,} immagini scartate</translation>
        </message>
        <message>
            <source>1 image made undecided again</source>
            <translation>1 immagine di nuovo senza decisione</translation>
        </message>
        <message>
            <source>{n:,} images made undecided again</source>
            <translation>{n:,} immagini di nuovo senza decisione</translation>
        </message>
        <message>
            <source>1 class was made.</source>
            <translation>È stata creata 1 classe.</translation>
        </message>
        <message>
            <source>{n:,} classes were made.</source>
            <translation>Sono state create {n:,} classi.</translation>
        </message>
        <message>
            <source>This encoder cannot read names, so suggestions begin with your first labels; CLIP encoders read them.</source>
            <translation>Questo encoder non sa leggere i nomi, quindi i suggerimenti cominciano con le tue prime etichette; gli encoder CLIP li leggono.</translation>
        </message>
        <message>
            <source>This encoder ({title}) cannot read names, so suggestions begin with your first labels; CLIP encoders read them.</source>
            <translation>Questo encoder ({title}) non sa leggere i nomi, quindi i suggerimenti cominciano con le tue prime etichette; gli encoder CLIP li leggono.</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Impostazioni…</translation>
        </message>
        <message>
            <source>January</source>
            <translation>gennaio</translation>
        </message>
        <message>
            <source>February</source>
            <translation>febbraio</translation>
        </message>
        <message>
            <source>March</source>
            <translation>marzo</translation>
        </message>
        <message>
            <source>April</source>
            <translation>aprile</translation>
        </message>
        <message>
            <source>May</source>
            <translation>maggio</translation>
        </message>
        <message>
            <source>June</source>
            <translation>giugno</translation>
        </message>
        <message>
            <source>July</source>
            <translation>luglio</translation>
        </message>
        <message>
            <source>August</source>
            <translation>agosto</translation>
        </message>
        <message>
            <source>September</source>
            <translation>settembre</translation>
        </message>
        <message>
            <source>October</source>
            <translation>ottobre</translation>
        </message>
        <message>
            <source>November</source>
            <translation>novembre</translation>
        </message>
        <message>
            <source>December</source>
            <translation>dicembre</translation>
        </message>
        <message>
            <source>an unknown time</source>
            <translation>data sconosciuta</translation>
        </message>
        <message>
            <source>{day} {month} {year}, {time}</source>
            <translation>{day} {month} {year}, {time}</translation>
        </message>
        <message>
            <source>Every image that can be read has a decision; {unreadable:,} cannot be read; {skipped:,} skipped (U goes there).</source>
            <translation>Ogni immagine leggibile ha una decisione; non leggibili: {unreadable:,}; saltate: {skipped:,} (U ci va).</translation>
        </message>
        <message>
            <source>Every image that can be read has a decision; {unreadable:,} cannot be read.</source>
            <translation>Ogni immagine leggibile ha una decisione; non leggibili: {unreadable:,}.</translation>
        </message>
        <message>
            <source>Every image has a decision; {skipped:,} skipped (U goes there).</source>
            <translation>Ogni immagine ha una decisione; saltate: {skipped:,} (U ci va).</translation>
        </message>
        <message>
            <source>Every image has a decision.</source>
            <translation>Ogni immagine ha una decisione.</translation>
        </message>
        <message>
            <source>“{target}” does not exist. Choose a folder of images or a session file.</source>
            <translation>“{target}” non esiste. Scegli una cartella di immagini o un file di sessione.</translation>
        </message>
        <message>
            <source>The session was opened anew from its file, which holds every decision.</source>
            <translation>La sessione è stata riaperta dal suo file, che contiene ogni decisione.</translation>
        </message>
        <message>
            <source>This folder was “{moved_from}” before; its labels are here.</source>
            <translation>Questa cartella prima era “{moved_from}”; le sue etichette sono qui.</translation>
        </message>
        <message>
            <source>It cannot be looked at: {reason}</source>
            <translation>Non si può esaminare: {reason}</translation>
        </message>
        <message>
            <source>Needs about {needed}.</source>
            <translation>Servono circa {needed}.</translation>
        </message>
        <message>
            <source>Needs about {needed}; {free} are free there.</source>
            <translation>Servono circa {needed}; lì sono liberi {free}.</translation>
        </message>
        <message>
            <source>That folder is on another disk, where hard links do not reach: the files will be copied.</source>
            <translation>Quella cartella è su un altro disco, dove gli hard link non arrivano: i file verranno copiati.</translation>
        </message>
        <message>
            <source>There is not enough room: about {needed} are needed and {free} are free. Free {short}, or choose another disk.</source>
            <translation>Non c'è abbastanza spazio: servono circa {needed} e sono liberi {free}. Libera {short}, o scegli un altro disco.</translation>
        </message>
        <message>
            <source>An export of {moment} is unfinished there: {done:,} of {total:,} images are in place.</source>
            <translation>Lì c'è un'esportazione incompiuta ({moment}): {done:,} immagini su {total:,} sono al loro posto.</translation>
        </message>
        <message>
            <source>Choose others…</source>
            <translation>Scegline altri…</translation>
        </message>
        <message>
            <source>The only image has an embedding from “{place}”.</source>
            <translation>L'unica immagine ha un embedding da “{place}”.</translation>
        </message>
        <message>
            <source>All {n:,} images have embeddings from “{place}”.</source>
            <translation>Tutte le {n:,} immagini hanno embedding da “{place}”.</translation>
        </message>
        <message>
            <source>The only image has no embedding from “{place}” by its name; it is looked for there by its content, and embedded here where it is not in it.</source>
            <translation>L'unica immagine non ha, per nome, un embedding da “{place}”; la si cerca lì in base al contenuto, e viene elaborata qui se non c'è.</translation>
        </message>
        <message>
            <source>{matched:,} of {n:,} images have embeddings from “{place}”; the others are looked for there by their content, and embedded here where it is not in it.</source>
            <translation>{matched:,} immagini su {n:,} hanno embedding da “{place}”; le altre si cercano lì in base al contenuto, e vengono elaborate qui se non ci sono.</translation>
        </message>
        <message>
            <source>The only image has no embedding from “{place}”; it is embedded here.</source>
            <translation>L'unica immagine non ha un embedding da “{place}”; viene elaborata qui.</translation>
        </message>
        <message>
            <source>{matched:,} of {n:,} images have embeddings from “{place}”; the others are embedded here.</source>
            <translation>{matched:,} immagini su {n:,} hanno embedding da “{place}”; le altre vengono elaborate qui.</translation>
        </message>
        <message>
            <source>Matching failed: {reason}</source>
            <translation>L'abbinamento non è riuscito: {reason}</translation>
        </message>
        <message>
            <source>The embeddings “{place}” that this session uses are not there. Put them back and open the session again, or choose others.</source>
            <translation>Gli embedding “{place}” che questa sessione usa non ci sono. Rimettili al loro posto e riapri la sessione, o scegline altri.</translation>
        </message>
        <message>
            <source>Meanwhile images are embedded here.</source>
            <translation>Intanto le immagini vengono elaborate qui.</translation>
        </message>
        <message>
            <source>The download was cancelled.</source>
            <translation>Il download è stato annullato.</translation>
        </message>
        <message>
            <source>What came in so far is kept.</source>
            <translation>Ciò che è già arrivato viene conservato.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Use a folder with weights…</source>
            <translation>Usa una cartella di pesi…</translation>
        </message>
        <message>
            <source>Labelling goes on, without new suggestions.</source>
            <translation>Si continua a etichettare, senza nuovi suggerimenti.</translation>
        </message>
        <message>
            <source>The encoder {encoder} is in use now; every label stays.</source>
            <translation>Ora è in uso l'encoder {encoder}; ogni etichetta resta.</translation>
        </message>
        <message>
            <source>{encoder} cannot be fetched now: {reason}.</source>
            <translation>Ora non è possibile scaricare {encoder}: {reason}.</translation>
        </message>
        <message>
            <source>What was embedded elsewhere serves; other images get no suggestions.</source>
            <translation>Si usa ciò che è stato elaborato altrove; le altre immagini non ricevono suggerimenti.</translation>
        </message>
        <message>
            <source>The built-in encoder goes on.</source>
            <translation>Continua l'encoder integrato.</translation>
        </message>
        <message>
            <source>{encoder} goes on.</source>
            <translation>Continua {encoder}.</translation>
        </message>
        <message>
            <source>The encoder failed: {reason}.</source>
            <translation>L'encoder non ha funzionato: {reason}.</translation>
        </message>
        <message>
            <source>The built-in one goes on.</source>
            <translation>Continua quello integrato.</translation>
        </message>
        <message>
            <source>It is used on the processor instead, which is slower; labels stay.</source>
            <translation>Ora si usa il processore, che è più lento; le etichette restano.</translation>
        </message>
        <message>
            <source>The encoder has not answered for a minute.</source>
            <translation>L'encoder non risponde da un minuto.</translation>
        </message>
        <message>
            <source>The encoder {encoder} has not answered for a minute.</source>
            <translation>L'encoder {encoder} non risponde da un minuto.</translation>
        </message>
        <message>
            <source>They are computed again the next time; labels are not concerned.</source>
            <translation>La prossima volta vengono calcolati di nuovo; le etichette non c'entrano.</translation>
        </message>
        <message>
            <source>1 was there already</source>
            <translation>1 c'era già</translation>
        </message>
        <message>
            <source>{n:,} were there already</source>
            <translation>{n:,} c'erano già</translation>
        </message>
        <message>
            <source>1 without a label stayed out</source>
            <translation>1 senza etichetta è rimasta fuori</translation>
        </message>
        <message>
            <source>{n:,} without a label stayed out</source>
            <translation>{n:,} senza etichetta sono rimaste fuori</translation>
        </message>
        <message>
            <source>Exported to “{folder}”: {what}.</source>
            <translation>Esportato in “{folder}”: {what}.</translation>
        </message>
        <message>
            <source>1 image in {classes}</source>
            <translation>1 immagine in {classes}</translation>
        </message>
        <message>
            <source>{n:,} images in {classes}</source>
            <translation>{n:,} immagini in {classes}</translation>
        </message>
        <message>
            <source>1 class</source>
            <translation>1 classe</translation>
        </message>
        <message>
            <source>{n:,} classes</source>
            <translation>{n:,} classi</translation>
        </message>
        <message>
            <source>verified</source>
            <translation>controllata</translation>
        </message>
        <message>
            <source>all verified</source>
            <translation>tutte controllate</translation>
        </message>
        <message>
            <source>1 of them verified</source>
            <translation>di cui 1 controllata</translation>
        </message>
        <message>
            <source>{n:,} of them verified</source>
            <translation>di cui {n:,} controllate</translation>
        </message>
        <message>
            <source>Not complete: 1 labelled image is missing, which incomplete.txt lists; the first is {path}. {reason}</source>
            <translation>Non completa: manca 1 immagine etichettata, elencata in incomplete.txt: {path}. {reason}</translation>
        </message>
        <message>
            <source>Not complete: {n:,} labelled images are missing, which incomplete.txt lists; the first is {path}. {reason}</source>
            <translation>Non completa: mancano {n:,} immagini etichettate, elencate in incomplete.txt; la prima è {path}. {reason}</translation>
        </message>
        <message>
            <source>The export was stopped. {n:,} of {total:,} images are in “{folder}”, which is no export yet: exporting to the same folder goes on from there.</source>
            <translation>L'esportazione è stata fermata. {n:,} immagini su {total:,} sono in “{folder}”, che non è ancora un'esportazione: esportando nella stessa cartella si riprende da lì.</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>Esamina di nuovo</translation>
        </message>
        <message>
            <source>Find the folder…</source>
            <translation>Trova la cartella…</translation>
        </message>
        <message>
            <source>The folder is there again; what was left to do goes on.</source>
            <translation>La cartella è di nuovo al suo posto; ciò che restava da fare riprende.</translation>
        </message>
        <message>
            <source>Nothing changed in the folder.</source>
            <translation>Nella cartella non è cambiato nulla.</translation>
        </message>
        <message>
            <source>The scan was stopped with 1 image found.</source>
            <translation>La ricerca è stata fermata con 1 immagine trovata.</translation>
        </message>
        <message>
            <source>The scan was stopped with {n:,} images found.</source>
            <translation>La ricerca è stata fermata con {n:,} immagini trovate.</translation>
        </message>
        <message>
            <source>Open another folder…</source>
            <translation>Apri un'altra cartella…</translation>
        </message>
        <message>
            <source>1 image new</source>
            <translation>1 immagine nuova</translation>
        </message>
        <message>
            <source>{n:,} images new</source>
            <translation>{n:,} immagini nuove</translation>
        </message>
        <message>
            <source>1 image renamed</source>
            <translation>1 immagine rinominata</translation>
        </message>
        <message>
            <source>{n:,} images renamed</source>
            <translation>{n:,} immagini rinominate</translation>
        </message>
        <message>
            <source>1 image missing (labels are kept)</source>
            <translation>1 immagine mancante (le etichette restano)</translation>
        </message>
        <message>
            <source>{n:,} images missing (labels are kept)</source>
            <translation>{n:,} immagini mancanti (le etichette restano)</translation>
        </message>
        <message>
            <source>1 image back</source>
            <translation>1 immagine ritrovata</translation>
        </message>
        <message>
            <source>{n:,} images back</source>
            <translation>{n:,} immagini ritrovate</translation>
        </message>
        <message>
            <source>1 image to be read again</source>
            <translation>1 immagine da rileggere</translation>
        </message>
        <message>
            <source>{n:,} images to be read again</source>
            <translation>{n:,} immagini da rileggere</translation>
        </message>
        <message>
            <source>The folder changed since the last time: {changes}.</source>
            <translation>La cartella è cambiata dall'ultima volta: {changes}.</translation>
        </message>
        <message>
            <source>A folder could not be read: {first}. Its images are left out.</source>
            <translation>Non è stato possibile leggere una cartella: {first}. Le sue immagini sono lasciate fuori.</translation>
        </message>
        <message>
            <source>A folder could not be read: {first} and {n:,} more. Its images are left out.</source>
            <translation>Non è stato possibile leggere alcune cartelle: {first}, e altre {n:,}. Le loro immagini sono lasciate fuori.</translation>
        </message>
        <message>
            <source>{path}: {reason}</source>
            <translation>{path}: {reason}</translation>
        </message>
        <message>
            <source>The labels are kept, and the work goes on by itself when the folder is back.</source>
            <translation>Le etichette restano, e il lavoro riprende da solo quando la cartella è di nuovo al suo posto.</translation>
        </message>
        <message>
            <source>The scan failed: {reason}</source>
            <translation>L'esame della cartella non è riuscito: {reason}</translation>
        </message>
        <message>
            <source>The search failed: {reason}</source>
            <translation>La ricerca non è riuscita: {reason}</translation>
        </message>
        <message>
            <source>Taking the labels over</source>
            <translation>Acquisizione delle etichette</translation>
        </message>
        <message>
            <source>1 label taken over</source>
            <translation>1 etichetta acquisita</translation>
        </message>
        <message>
            <source>{n:,} labels taken over</source>
            <translation>{n:,} etichette acquisite</translation>
        </message>
        <message>
            <source>1 image kept the decision made before</source>
            <translation>1 immagine ha tenuto la decisione presa prima</translation>
        </message>
        <message>
            <source>{n:,} images kept the decision made before</source>
            <translation>{n:,} immagini hanno tenuto la decisione presa prima</translation>
        </message>
        <message>
            <source>1 picture from there as examples</source>
            <translation>1 immagine di là come esempio</translation>
        </message>
        <message>
            <source>{n:,} pictures from there as examples</source>
            <translation>{n:,} immagini di là come esempi</translation>
        </message>
        <message>
            <source>1 label without an image here</source>
            <translation>1 etichetta senza immagine qui</translation>
        </message>
        <message>
            <source>{n:,} labels without an image here</source>
            <translation>{n:,} etichette senza immagine qui</translation>
        </message>
        <message>
            <source>1 label left out; one undo takes the others back</source>
            <translation>1 etichetta lasciata fuori; Annulla riprende le altre</translation>
        </message>
        <message>
            <source>{n:,} labels left out; one undo takes the others back</source>
            <translation>{n:,} etichette lasciate fuori; Annulla riprende le altre</translation>
        </message>
        <message>
            <source>Left out: 1 row or folder.</source>
            <translation>Lasciati fuori: 1 riga o cartella.</translation>
        </message>
        <message>
            <source>Left out: {n:,} rows or folders.</source>
            <translation>Lasciati fuori: {n:,} righe o cartelle.</translation>
        </message>
        <message>
            <source>Many labels are being written just now. Try again in a moment.</source>
            <translation>In questo momento si stanno scrivendo molte etichette. Riprova tra un attimo.</translation>
        </message>
        <message>
            <source>Decisions are saved, but not a second time in the log beside the session: {problem} ({path}). Free some space; the log goes on by itself.</source>
            <translation>Le decisioni sono salvate, ma non una seconda volta nel registro accanto alla sessione: {problem} ({path}). Libera un po' di spazio; il registro riprende da solo.</translation>
        </message>
        <message>
            <source>1 identical copy lost the label too; one undo brings all back.</source>
            <translation>Anche 1 copia identica ha perso l'etichetta; un solo Annulla le riporta tutte.</translation>
        </message>
        <message>
            <source>{n:,} identical copies lost the label too; one undo brings all back.</source>
            <translation>Anche {n:,} copie identiche hanno perso l'etichetta; un solo Annulla le riporta tutte.</translation>
        </message>
        <message>
            <source>1 identical copy got the same label; one undo takes all back.</source>
            <translation>1 copia identica ha ricevuto la stessa etichetta; un solo Annulla le riprende tutte.</translation>
        </message>
        <message>
            <source>{n:,} identical copies got the same label; one undo takes all back.</source>
            <translation>{n:,} copie identiche hanno ricevuto la stessa etichetta; un solo Annulla le riprende tutte.</translation>
        </message>
        <message>
            <source>Labelling the rest</source>
            <translation>Etichettatura del resto</translation>
        </message>
        <message>
            <source>Open the session again</source>
            <translation>Riapri la sessione</translation>
        </message>
        <message>
            <source>Look at it only</source>
            <translation>Guarda soltanto</translation>
        </message>
        <message>
            <source>Open it</source>
            <translation>Apri</translation>
        </message>
        <message>
            <source>Bring it back</source>
            <translation>Recupera</translation>
        </message>
        <message>
            <source>Opening failed: {reason}</source>
            <translation>L'apertura non è riuscita: {reason}</translation>
        </message>
        <message>
            <source>The session lies where you may not write, so it is only shown.</source>
            <translation>La sessione si trova dove non puoi scrivere, perciò viene solo mostrata.</translation>
        </message>
        <message>
            <source>Another window works on this session, so this one only shows it.</source>
            <translation>Un'altra finestra lavora su questa sessione, perciò questa la mostra soltanto.</translation>
        </message>
        <message>
            <source>Nothing you press here is kept.</source>
            <translation>Nulla di ciò che premi qui viene conservato.</translation>
        </message>
        <message>
            <source>Sorting failed: {reason}</source>
            <translation>L'ordinamento non è riuscito: {reason}</translation>
        </message>
        <message>
            <source>One image at a time is quicker now: what waits is too doubtful for a page. Pages come back by themselves; G shows one now, Esc keeps to single images.</source>
            <translation>Ora è più rapido un'immagine alla volta: quelle in attesa sono troppo dubbie per una pagina. Le pagine tornano da sole; G ne mostra una subito, Esc resta alle immagini singole.</translation>
        </message>
        <message>
            <source>Show a page</source>
            <translation>Mostra una pagina</translation>
        </message>
        <message>
            <source>Pages are quicker again. Esc goes back to one image at a time.</source>
            <translation>Le pagine sono di nuovo più rapide. Esc torna a un'immagine alla volta.</translation>
        </message>
        <message>
            <source>The details are in the log.</source>
            <translation>I dettagli sono nel registro.</translation>
        </message>
        <message>
            <source>No page could be worked out.</source>
            <translation>Non è stato possibile preparare una pagina.</translation>
        </message>
        <message>
            <source>The last decision, about “{path}”, is taken back.</source>
            <translation>L'ultima decisione, su “{path}”, è annullata.</translation>
        </message>
        <message>
            <source>The last decision, about {n:,} images, is taken back.</source>
            <translation>L'ultima decisione, su {n:,} immagini, è annullata.</translation>
        </message>
        <message>
            <source>The graphics card computes here, faster and in half precision.</source>
            <translation>Qui calcola la scheda grafica, più veloce e in mezza precisione.</translation>
        </message>
        <message>
            <source>It could not be measured; the log says why.</source>
            <translation>Non è stato possibile misurare; il registro dice perché.</translation>
        </message>
        <message>
            <source>There is no “{place}”.</source>
            <translation>“{place}” non esiste.</translation>
        </message>
        <message>
            <source>Choose where the labels are.</source>
            <translation>Scegli dove sono le etichette.</translation>
        </message>
        <message>
            <source>“{path}” is not a folder.</source>
            <translation>“{path}” non è una cartella.</translation>
        </message>
        <message>
            <source>“{path}” is not a file.</source>
            <translation>“{path}” non è un file.</translation>
        </message>
        <message>
            <source>Loading the encoder</source>
            <translation>Caricamento dell'encoder</translation>
        </message>
        <message>
            <source>Look at it</source>
            <translation>Guardala</translation>
        </message>
        <message>
            <source>Look at the next</source>
            <translation>Guarda la prossima</translation>
        </message>
        <message>
            <source>{n:,} labelled images have other files now, “{first}” the first of them. The label stays; see whether it still holds.</source>
            <translation>{n:,} immagini etichettate ora hanno altri file, la prima è “{first}”. Le etichette restano; controlla se sono ancora giuste.</translation>
        </message>
        <message>
            <source>“{first}” was labelled, and its file is another one now. The label stays; see whether it still holds.</source>
            <translation>“{first}” è stata etichettata, e ora il suo file è un altro. L'etichetta resta; controlla se è ancora giusta.</translation>
        </message>
        <message>
            <source>“{first}” was labelled as “{name}”, and its file is another one now. The label stays; see whether it still holds.</source>
            <translation>“{first}” è stata etichettata come “{name}”, e ora il suo file è un altro. L'etichetta resta; controlla se è ancora giusta.</translation>
        </message>
        <message>
            <source>1 of them was made while the window showed something damaged: have a look at the last ones.</source>
            <translation>1 di queste è stata presa mentre la finestra mostrava qualcosa di danneggiato: ricontrolla le ultime.</translation>
        </message>
        <message>
            <source>{n:,} of them were made while the window showed something damaged: have a look at the last ones.</source>
            <translation>{n:,} di queste sono state prese mentre la finestra mostrava qualcosa di danneggiato: ricontrolla le ultime.</translation>
        </message>
        <message>
            <source>The damaged file is kept as “{aside}”.</source>
            <translation>Il file danneggiato resta conservato come “{aside}”.</translation>
        </message>
        <message>
            <source>The session file had lost its last changes; they came back from the log beside it.</source>
            <translation>Il file della sessione aveva perso le ultime modifiche; sono state recuperate dal registro accanto.</translation>
        </message>
        <message>
            <source>The session file had lost its last 1 decision; it came back from the log beside it, up to {moment}.</source>
            <translation>Il file della sessione aveva perso l'ultima decisione; è stata recuperata dal registro accanto, fino al {moment}.</translation>
        </message>
        <message>
            <source>The session file had lost its last {n:,} decisions; they came back from the log beside it, up to {moment}.</source>
            <translation>Il file della sessione aveva perso le ultime {n:,} decisioni; sono state recuperate dal registro accanto, fino al {moment}.</translation>
        </message>
        <message>
            <source>The session is back with 1 decision.</source>
            <translation>La sessione è recuperata, con 1 decisione.</translation>
        </message>
        <message>
            <source>The session is back with {n:,} decisions.</source>
            <translation>La sessione è recuperata, con {n:,} decisioni.</translation>
        </message>
        <message>
            <source>The session is back with 1 decision, the last one of {moment}.</source>
            <translation>La sessione è recuperata, con 1 decisione del {moment}.</translation>
        </message>
        <message>
            <source>The session is back with {n:,} decisions, the last one of {moment}.</source>
            <translation>La sessione è recuperata, con {n:,} decisioni, l'ultima del {moment}.</translation>
        </message>
        <message>
            <source>1 decision from the log beside it</source>
            <translation>1 decisione del registro accanto</translation>
        </message>
        <message>
            <source>{n:,} decisions from the log beside it</source>
            <translation>{n:,} decisioni del registro accanto</translation>
        </message>
        <message>
            <source>1 decision from the damaged file</source>
            <translation>1 decisione del file danneggiato</translation>
        </message>
        <message>
            <source>{n:,} decisions from the damaged file</source>
            <translation>{n:,} decisioni del file danneggiato</translation>
        </message>
        <message>
            <source>It was made from the backup of {backup}, {from_log} and {from_damaged}.</source>
            <translation>È stata ricostruita dal backup del {backup}, da {from_log} e da {from_damaged}.</translation>
        </message>
        <message>
            <source>It was made from the backup of {backup} and {others}.</source>
            <translation>È stata ricostruita dal backup del {backup} e da {others}.</translation>
        </message>
        <message>
            <source>It was made from the backup of {backup}.</source>
            <translation>È stata ricostruita dal backup del {backup}.</translation>
        </message>
        <message>
            <source>The review failed: {reason}</source>
            <translation>La revisione non è riuscita: {reason}</translation>
        </message>
        <message>
            <source>Choose one of the two classes, or keep both as they are.</source>
            <translation>Scegli una delle due classi, o lascia entrambe come sono.</translation>
        </message>
        <message>
            <source>1 label looked over, {unseen:,} still to be looked at.</source>
            <translation>1 etichetta esaminata, {unseen:,} ancora da esaminare.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over, {unseen:,} still to be looked at.</source>
            <translation>{n:,} etichette esaminate, {unseen:,} ancora da esaminare.</translation>
        </message>
        <message>
            <source>1 label looked over.</source>
            <translation>1 etichetta esaminata.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over.</source>
            <translation>{n:,} etichette esaminate.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over, {unseen:,} still to be looked at; so many that each image was compared with those of its region only.</source>
            <translation>{n:,} etichette esaminate, {unseen:,} ancora da esaminare; così tante che ogni immagine è stata confrontata solo con quelle della sua zona.</translation>
        </message>
        <message>
            <source>{n:,} labels looked over; so many that each image was compared with those of its region only.</source>
            <translation>{n:,} etichette esaminate; così tante che ogni immagine è stata confrontata solo con quelle della sua zona.</translation>
        </message>
        <message>
            <source>The settings could not be read, and are the usual ones again ({path}). Sessions and labels are not touched.</source>
            <translation>Le impostazioni non erano leggibili e sono tornate quelle iniziali ({path}). Sessioni ed etichette non sono toccate.</translation>
        </message>
        <message>
            <source>The settings cannot be saved ({path}: {reason}). They hold until the program is closed; sessions and labels are kept elsewhere.</source>
            <translation>Le impostazioni non si possono salvare ({path}: {reason}). Valgono fino alla chiusura del programma; sessioni ed etichette si trovano altrove.</translation>
        </message>
        <message>
            <source>Counting failed: {reason}</source>
            <translation>Il conteggio non è riuscito: {reason}</translation>
        </message>
        <message>
            <source>Names cannot be read: {reason}</source>
            <translation>Non è possibile leggere i nomi: {reason}</translation>
        </message>
        <message>
            <source>Suggestions go by your labels alone.</source>
            <translation>I suggerimenti si basano solo sulle tue etichette.</translation>
        </message>
        <message>
            <source>Show the folder</source>
            <translation>Mostra la cartella</translation>
        </message>
        <message>
            <source>The export failed: {reason}</source>
            <translation>L'esportazione non è riuscita: {reason}</translation>
        </message>
        <message>
            <source>Export again…</source>
            <translation>Esporta di nuovo…</translation>
        </message>
        <message>
            <source>The export was stopped; nothing of it is left.</source>
            <translation>L'esportazione è stata fermata; non ne resta nulla.</translation>
        </message>
        <message>
            <source>Go on…</source>
            <translation>Continua…</translation>
        </message>
        <message>
            <source>Throw it away</source>
            <translation>Butta via</translation>
        </message>
        <message>
            <source>The export was stopped; what is left of it cannot be looked at ({reason}).</source>
            <translation>L'esportazione è stata fermata; ciò che ne resta non si può esaminare ({reason}).</translation>
        </message>
        <message>
            <source>The unfinished export “{folder}” is deleted.</source>
            <translation>L'esportazione incompiuta “{folder}” è eliminata.</translation>
        </message>
        <message>
            <source>The import failed: {reason}</source>
            <translation>L'importazione non è riuscita: {reason}</translation>
        </message>
        <message>
            <source>Import again…</source>
            <translation>Importa di nuovo…</translation>
        </message>
        <message>
            <source>The session could not be read</source>
            <translation>Non è stato possibile leggere la sessione</translation>
        </message>
        <message>
            <source>Embeddings are not kept: {reason} ({folder}).</source>
            <translation>Gli embedding non vengono conservati: {reason} ({folder}).</translation>
        </message>
        <message>
            <source>Free some space and try again; everything saved before is safe.</source>
            <translation>Libera un po' di spazio e riprova; tutto ciò che era già salvato è al sicuro.</translation>
        </message>
        <message>
            <source>Check that you may use this file and its folder; where nothing may be written, open it for reading only.</source>
            <translation>Controlla di avere i permessi su questo file e sulla sua cartella; dove non si può scrivere, aprilo in sola lettura.</translation>
        </message>
        <message>
            <source>Check that the drive is connected and has space left, then try again.</source>
            <translation>Controlla che l'unità sia collegata e abbia ancora spazio, poi riprova.</translation>
        </message>
        <message>
            <source>Check that its drive is connected and that you may use its folder, then try again.</source>
            <translation>Controlla che la sua unità sia collegata e di avere i permessi sulla cartella, poi riprova.</translation>
        </message>
        <message>
            <source>Close other programs and try again.</source>
            <translation>Chiudi altri programmi e riprova.</translation>
        </message>
        <message>
            <source>Close the other program and try again.</source>
            <translation>Chiudi l'altro programma e riprova.</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>il disco è pieno</translation>
        </message>
        <message>
            <source>it may only be read</source>
            <translation>è consentita solo la lettura</translation>
        </message>
        <message>
            <source>there is no permission</source>
            <translation>mancano i permessi</translation>
        </message>
        <message>
            <source>the file or its folder cannot be reached</source>
            <translation>il file o la sua cartella non è raggiungibile</translation>
        </message>
        <message>
            <source>the drive reports an error</source>
            <translation>l'unità segnala un errore</translation>
        </message>
        <message>
            <source>another program is using it</source>
            <translation>un altro programma sta usando il file</translation>
        </message>
        <message>
            <source>the memory is full</source>
            <translation>la memoria è piena</translation>
        </message>
        <message>
            <source>too many files are open</source>
            <translation>ci sono troppi file aperti</translation>
        </message>
        <message>
            <source>your share of the disk is full</source>
            <translation>la tua quota del disco è esaurita</translation>
        </message>
        <message>
            <source>a file lies where its folder should be</source>
            <translation>al posto della sua cartella c'è un file</translation>
        </message>
        <message>
            <source>its name is too long for this drive</source>
            <translation>il nome è troppo lungo per questa unità</translation>
        </message>
        <message>
            <source>files cannot be locked on this drive</source>
            <translation>su questa unità i file non si possono bloccare</translation>
        </message>
        <message>
            <source>the session file is damaged</source>
            <translation>il file di sessione è danneggiato</translation>
        </message>
        <message>
            <source>No automatic backup of {path} could be made: {reason}. You can go on: every decision is kept in the session itself.</source>
            <translation>Non è stato possibile fare il backup automatico di {path}: {reason}. Puoi continuare: ogni decisione è conservata nella sessione stessa.</translation>
        </message>
        <message>
            <source>{doing}: {reason} ({path}).</source>
            <translation>{doing}: {reason} ({path}).</translation>
        </message>
        <message>
            <source>It can be brought back from the automatic backup and the log of decisions in {folder}.</source>
            <translation>Si può recuperare dal backup automatico e dal registro delle decisioni in {folder}.</translation>
        </message>
        <message>
            <source>Nothing was changed in it. If you have a copy of the file, put that in its place.</source>
            <translation>Non vi è stato cambiato nulla. Se hai una copia del file, mettila al suo posto.</translation>
        </message>
        <message>
            <source>{doing}: {what} ({path}).</source>
            <translation>{doing}: {what} ({path}).</translation>
        </message>
        <message>
            <source>There is no “img_emb_0.npy” in “{folder}”.</source>
            <translation>In “{folder}” non c'è nessun file “img_emb_0.npy”.</translation>
        </message>
        <message>
            <source>Choose the folder that clip-retrieval wrote, with all its files.</source>
            <translation>Scegli la cartella scritta da clip-retrieval, con tutti i suoi file.</translation>
        </message>
        <message>
            <source>“{folder}” holds two files of number {number}, “{one}” and “{other}”.</source>
            <translation>“{folder}” contiene due file con il numero {number}, “{one}” e “{other}”.</translation>
        </message>
        <message>
            <source>They are of two runs: keep each run in a folder of its own.</source>
            <translation>Vengono da due esecuzioni: tieni ogni esecuzione in una cartella a sé.</translation>
        </message>
        <message>
            <source>“{folder}” has “{file}”, but no “{missing}”.</source>
            <translation>“{folder}” contiene “{file}”, ma non “{missing}”.</translation>
        </message>
        <message>
            <source>Copy the whole folder here again.</source>
            <translation>Copia di nuovo qui tutta la cartella.</translation>
        </message>
        <message>
            <source>“{folder}” has the shards up to number {last}, but none of number {gap}.</source>
            <translation>“{folder}” contiene le parti fino al numero {last}, ma nessuna con il numero {gap}.</translation>
        </message>
        <message>
            <source>Copy the whole folder here again, or make that shard again.</source>
            <translation>Copia di nuovo qui tutta la cartella, o rifai quella parte.</translation>
        </message>
        <message>
            <source>“{table}” has {vectors:,} embeddings, and “{metadata}” names {names:,} images.</source>
            <translation>“{table}” ha {vectors:,} embedding, e “{metadata}” nomina {names:,} immagini.</translation>
        </message>
        <message>
            <source>They are not of one run, or one was not copied whole: copy both again.</source>
            <translation>Non vengono dalla stessa esecuzione, o uno non è stato copiato per intero: copiali di nuovo entrambi.</translation>
        </message>
        <message>
            <source>Row {row:,} of the embeddings in “{path}” (counted from 0) has a number that is not finite.</source>
            <translation>La riga {row:,} degli embedding in “{path}” (contando da 0) contiene un numero non finito.</translation>
        </message>
        <message>
            <source>Make the embedding of that image again, or leave it out.</source>
            <translation>Rifai l'embedding di quell'immagine, o lascialo fuori.</translation>
        </message>
        <message>
            <source>The embeddings in “{path}” are an array of shape {shape} and type {dtype}, not a table of floating-point numbers.</source>
            <translation>Gli embedding in “{path}” sono un array di forma {shape} e tipo {dtype}, non una tabella di numeri in virgola mobile.</translation>
        </message>
        <message>
            <source>Give one row for each image.</source>
            <translation>Dai una riga per ogni immagine.</translation>
        </message>
        <message>
            <source>The embeddings in “{path}” have {count:,} numbers each, those in “{first}” {first_count:,}.</source>
            <translation>Gli embedding in “{path}” hanno {count:,} numeri ciascuno, quelli in “{first}” {first_count:,}.</translation>
        </message>
        <message>
            <source>Keep the embeddings of one encoder in a folder of their own.</source>
            <translation>Tieni gli embedding di ogni encoder in una cartella a sé.</translation>
        </message>
        <message>
            <source>There are no embeddings in “{path}”.</source>
            <translation>In “{path}” non ci sono embedding.</translation>
        </message>
        <message>
            <source>Choose others.</source>
            <translation>Scegline altri.</translation>
        </message>
        <message>
            <source>Choose an .npz file that “iaia-desktop embed” wrote, a folder of such files, or the folder that clip-retrieval wrote.</source>
            <translation>Scegli un file .npz scritto da “iaia-desktop embed”, una cartella di questi file, o la cartella scritta da clip-retrieval.</translation>
        </message>
        <message>
            <source>There are no embeddings in the folder “{path}”.</source>
            <translation>Nella cartella “{path}” non ci sono embedding.</translation>
        </message>
        <message>
            <source>“{path}” is no file of embeddings.</source>
            <translation>“{path}” non è un file di embedding.</translation>
        </message>
        <message>
            <source>“{path}” has no array “{array}”.</source>
            <translation>“{path}” non contiene un array “{array}”.</translation>
        </message>
        <message>
            <source>It needs “embeddings” and “paths”, as “iaia-desktop embed” writes them.</source>
            <translation>Servono “embeddings” e “paths”, come li scrive “iaia-desktop embed”.</translation>
        </message>
        <message>
            <source>The paths in “{path}” are an array of shape {shape} and type {dtype}, not a list of text.</source>
            <translation>I percorsi in “{path}” sono un array di forma {shape} e tipo {dtype}, non un elenco di testi.</translation>
        </message>
        <message>
            <source>Give one path for each row of the embeddings.</source>
            <translation>Dai un percorso per ogni riga degli embedding.</translation>
        </message>
        <message>
            <source>“{path}” holds paths that are too long for any disk.</source>
            <translation>“{path}” contiene percorsi troppo lunghi per qualsiasi disco.</translation>
        </message>
        <message>
            <source>“{path}” has {vectors:,} embeddings and {paths:,} paths.</source>
            <translation>“{path}” ha {vectors:,} embedding e {paths:,} percorsi.</translation>
        </message>
        <message>
            <source>Both need the same length, one for each image: make the file again.</source>
            <translation>Devono essere altrettanti, uno per ogni immagine: rifai il file.</translation>
        </message>
        <message>
            <source>The hashes in “{path}” are an array of shape {shape} and type {dtype}, not {size} bytes for each of {vectors:,} embeddings.</source>
            <translation>Gli hash in “{path}” sono un array di forma {shape} e tipo {dtype}, non {size} byte per ciascuno dei {vectors:,} embedding.</translation>
        </message>
        <message>
            <source>Make the file again, or leave the array out.</source>
            <translation>Rifai il file, o togli l'array.</translation>
        </message>
        <message>
            <source>The {name} in “{path}” is an array of shape {shape} and type {dtype}, not one text.</source>
            <translation>“{name}” in “{path}” è un array di forma {shape} e tipo {dtype}, non un solo testo.</translation>
        </message>
        <message>
            <source>“{path}” does not name the encoder that made it, and “{first}” was made with the encoder “{encoder}”.</source>
            <translation>“{path}” non dice con quale encoder è stato fatto, e “{first}” è stato fatto con l'encoder “{encoder}”.</translation>
        </message>
        <message>
            <source>“{path}” was made with the encoder “{encoder}”, and “{first}” does not name the encoder that made it.</source>
            <translation>“{path}” è stato fatto con l'encoder “{encoder}”, e “{first}” non dice con quale encoder è stato fatto.</translation>
        </message>
        <message>
            <source>“{path}” was made with the encoder “{encoder}”, and “{first}” with “{first_encoder}”.</source>
            <translation>“{path}” è stato fatto con l'encoder “{encoder}”, e “{first}” con “{first_encoder}”.</translation>
        </message>
        <message>
            <source>The session {path} is open in another window of this program.</source>
            <translation>La sessione {path} è aperta in un'altra finestra di questo programma.</translation>
        </message>
        <message>
            <source>Close it there first, or open it here for reading only.</source>
            <translation>Chiudila prima lì, o aprila qui in sola lettura.</translation>
        </message>
        <message>
            <source>The session {path} was written by a newer version of this program (format {version}; this version reads up to {target}).</source>
            <translation>La sessione {path} è stata scritta da una versione più recente di questo programma (formato {version}; questa versione legge fino al {target}).</translation>
        </message>
        <message>
            <source>Update the program to open it. Nothing was changed in the file.</source>
            <translation>Per aprirla, aggiorna il programma. Nel file non è stato cambiato nulla.</translation>
        </message>
        <message>
            <source>The session {path} has format {version}, which this version of the program does not know.</source>
            <translation>La sessione {path} ha il formato {version}, che questa versione del programma non conosce.</translation>
        </message>
        <message>
            <source>Open it with the version that wrote it. Nothing was changed in the file.</source>
            <translation>Aprila con la versione che l'ha scritta. Nel file non è stato cambiato nulla.</translation>
        </message>
        <message>
            <source>The session {path} could not be brought to the present format.</source>
            <translation>Non è stato possibile portare la sessione {path} al formato attuale.</translation>
        </message>
        <message>
            <source>Nothing was changed in it, and a copy lies at {copy}.</source>
            <translation>Non vi è stato cambiato nulla, e una copia si trova in {copy}.</translation>
        </message>
        <message>
            <source>The session could not be created</source>
            <translation>Non è stato possibile creare la sessione</translation>
        </message>
        <message>
            <source>Check that you may write in its folder.</source>
            <translation>Controlla di poter scrivere nella sua cartella.</translation>
        </message>
        <message>
            <source>{doing}: there is a file already ({path}).</source>
            <translation>{doing}: c'è già un file ({path}).</translation>
        </message>
        <message>
            <source>Open that one, or choose another name.</source>
            <translation>Apri quello, o scegli un altro nome.</translation>
        </message>
        <message>
            <source>The session {path} has an older format, which cannot be read as it is.</source>
            <translation>La sessione {path} ha un formato più vecchio, che non si può leggere così com'è.</translation>
        </message>
        <message>
            <source>Open it for writing once: it is copied, then brought up to date.</source>
            <translation>Aprila una volta in scrittura: viene copiata, poi aggiornata.</translation>
        </message>
        <message>
            <source>{doing}: its last decisions are missing in the file, but not in the log beside it ({path}).</source>
            <translation>{doing}: le sue ultime decisioni mancano nel file, ma non nel registro accanto ({path}).</translation>
        </message>
        <message>
            <source>Open it for writing once: they are brought back.</source>
            <translation>Aprila una volta in scrittura: vengono recuperate.</translation>
        </message>
        <message>
            <source>Install it with “python -m pip install pyarrow”, beside this program.</source>
            <translation>Installalo con “python -m pip install pyarrow”, accanto a questo programma.</translation>
        </message>
        <message>
            <source>The program that comes without Python leaves it out: use the one that pip installs, with pyarrow beside it, or embeddings in an .npz file.</source>
            <translation>Il programma che si usa senza Python non lo contiene: usa quello che si installa con pip, con pyarrow accanto, o embedding in un file .npz.</translation>
        </message>
        <message>
            <source>“{path}” has no column “{column}” of text.</source>
            <translation>“{path}” non ha una colonna “{column}” di testo.</translation>
        </message>
        <message>
            <source>It holds the path of the image of each row; make the folder with images as input.</source>
            <translation>Contiene il percorso dell'immagine di ogni riga; rifai la cartella con immagini in ingresso.</translation>
        </message>
        <message>
            <source>“{path}” is a parquet file, and pyarrow, which reads these, is not installed.</source>
            <translation>“{path}” è un file parquet, e pyarrow, che li legge, non è installato.</translation>
        </message>
        <message>
            <source>The session could not be opened</source>
            <translation>Non è stato possibile aprire la sessione</translation>
        </message>
        <message>
            <source>the session file is empty</source>
            <translation>il file di sessione è vuoto</translation>
        </message>
        <message>
            <source>the session file is damaged, or was never a session</source>
            <translation>il file di sessione è danneggiato, o non è mai stato una sessione</translation>
        </message>
        <message>
            <source>{doing}: {path} is a folder.</source>
            <translation>{doing}: {path} è una cartella.</translation>
        </message>
        <message>
            <source>Open it as a folder of images instead.</source>
            <translation>Aprila invece come cartella di immagini.</translation>
        </message>
        <message>
            <source>{doing}: there is no file {path}.</source>
            <translation>{doing}: il file {path} non esiste.</translation>
        </message>
        <message>
            <source>Open the folder of images instead; a session for it is found or made.</source>
            <translation>Apri invece la cartella delle immagini; la sua sessione viene trovata o creata.</translation>
        </message>
        <message>
            <source>{doing}: {path} is no file but a pipe or a device.</source>
            <translation>{doing}: {path} non è un file ma una pipe o un dispositivo.</translation>
        </message>
        <message>
            <source>Choose a file that ends in .iaia.</source>
            <translation>Scegli un file che finisce in .iaia.</translation>
        </message>
        <message>
            <source>{doing}: {path} is not a session file.</source>
            <translation>{doing}: {path} non è un file di sessione.</translation>
        </message>
        <message>
            <source>{doing}: {path} is a database of another program.</source>
            <translation>{doing}: {path} è il database di un altro programma.</translation>
        </message>
        <message>
            <source>Choose a file that this program made.</source>
            <translation>Scegli un file creato da questo programma.</translation>
        </message>
        <message>
            <source>{doing}: {path}, where its backups lie, is a link to another place.</source>
            <translation>{doing}: {path}, dove si trovano i suoi backup, è un collegamento a un altro posto.</translation>
        </message>
        <message>
            <source>Remove the link, and open the session again.</source>
            <translation>Togli il collegamento e apri di nuovo la sessione.</translation>
        </message>
        <message>
            <source>the session file is damaged, or another program has changed it: {problem}</source>
            <translation>il file di sessione è danneggiato, o un altro programma lo ha cambiato: {problem}</translation>
        </message>
        <message>
            <source>The session could not be restored</source>
            <translation>Non è stato possibile ripristinare la sessione</translation>
        </message>
        <message>
            <source>{doing}: there is no sound backup of it ({path}).</source>
            <translation>{doing}: non ne esiste un backup integro ({path}).</translation>
        </message>
        <message>
            <source>Nothing was changed. If you have a copy of the file elsewhere, put that in its place.</source>
            <translation>Non è stato cambiato nulla. Se hai una copia del file altrove, mettila al suo posto.</translation>
        </message>
        <message>
            <source>The table {name} is not as it should be</source>
            <translation>La tabella {name} non è come dovrebbe</translation>
        </message>
        <message>
            <source>The trigger {name} is not as it should be</source>
            <translation>Il trigger {name} non è come dovrebbe</translation>
        </message>
        <message>
            <source>The trigger {name} does not belong there</source>
            <translation>Il trigger {name} è di troppo</translation>
        </message>
        <message>
            <source>The settings of the session could not be saved</source>
            <translation>Non è stato possibile salvare le impostazioni della sessione</translation>
        </message>
        <message>
            <source>The list of images could not be saved</source>
            <translation>Non è stato possibile salvare l'elenco delle immagini</translation>
        </message>
        <message>
            <source>The decision could not be saved</source>
            <translation>Non è stato possibile salvare la decisione</translation>
        </message>
        <message>
            <source>The prototypes could not be saved</source>
            <translation>Non è stato possibile salvare i prototipi</translation>
        </message>
        <message>
            <source>The automatic backup could not be made</source>
            <translation>Non è stato possibile fare il backup automatico</translation>
        </message>
        <message>
            <source>The session could not be closed</source>
            <translation>Non è stato possibile chiudere la sessione</translation>
        </message>
        <message>
            <source>{doing}: its drive does not answer ({path}).</source>
            <translation>{doing}: l'unità della sessione non risponde ({path}).</translation>
        </message>
        <message>
            <source>Check the drive or the network, and try again when it does.</source>
            <translation>Controlla l'unità o la rete, e riprova quando risponde.</translation>
        </message>
        <message>
            <source>{doing}: the session is closed.</source>
            <translation>{doing}: la sessione è chiusa.</translation>
        </message>
        <message>
            <source>Open it again.</source>
            <translation>Aprila di nuovo.</translation>
        </message>
        <message>
            <source>{doing}: the session {path} is open for reading only.</source>
            <translation>{doing}: la sessione {path} è aperta in sola lettura.</translation>
        </message>
        <message>
            <source>Close the other window that has it open, then open it again.</source>
            <translation>Chiudi l'altra finestra in cui è aperta, poi aprila di nuovo.</translation>
        </message>
        <message>
            <source>{doing}: the session file is no longer there ({path}).</source>
            <translation>{doing}: il file di sessione non c'è più ({path}).</translation>
        </message>
        <message>
            <source>{doing}: the session file was replaced by another file ({path}).</source>
            <translation>{doing}: il file di sessione è stato sostituito da un altro file ({path}).</translation>
        </message>
        <message>
            <source>Connect its drive again, or put the file back, and try again.</source>
            <translation>Ricollega la sua unità, o rimetti il file al suo posto, e riprova.</translation>
        </message>
        <message>
            <source>{doing}: a part of the session was taken away ({path}).</source>
            <translation>{doing}: una parte della sessione è stata tolta ({path}).</translation>
        </message>
        <message>
            <source>Open the session again: everything decided so far is kept.</source>
            <translation>Apri di nuovo la sessione: tutto ciò che è stato deciso finora è conservato.</translation>
        </message>
        <message>
            <source>{doing}: another program has changed the session meanwhile ({path}).</source>
            <translation>{doing}: nel frattempo un altro programma ha cambiato la sessione ({path}).</translation>
        </message>
        <message>
            <source>Open the session again to go on from what it holds now.</source>
            <translation>Apri di nuovo la sessione per continuare da ciò che contiene ora.</translation>
        </message>
        <message>
            <source>“{path}” was cut short while it was read.</source>
            <translation>“{path}” è stato accorciato durante la lettura.</translation>
        </message>
        <message>
            <source>Copy it here again, and see that nothing writes to it.</source>
            <translation>Copialo di nuovo qui, e fai in modo che nulla vi scriva.</translation>
        </message>
        <message>
            <source>There is no “{path}”.</source>
            <translation>“{path}” non esiste.</translation>
        </message>
        <message>
            <source>Put the embeddings there again, or choose others.</source>
            <translation>Rimetti lì gli embedding, o scegline altri.</translation>
        </message>
        <message>
            <source>“{path}” cannot be read ({reason}).</source>
            <translation>“{path}” non si può leggere ({reason}).</translation>
        </message>
        <message>
            <source>See that you may read it and that its drive is there.</source>
            <translation>Controlla di poterlo leggere e che la sua unità ci sia.</translation>
        </message>
        <message>
            <source>“{path}” is damaged, or holds something other than plain numbers and text.</source>
            <translation>“{path}” è danneggiato, o contiene altro che semplici numeri e testo.</translation>
        </message>
        <message>
            <source>Make it again, or copy it here again.</source>
            <translation>Rifallo, o copialo di nuovo qui.</translation>
        </message>
        <message>
            <source>“{path}” is another file now than the one that was looked at.</source>
            <translation>“{path}” ora è un file diverso da quello esaminato.</translation>
        </message>
        <message>
            <source>Open the session again to use what is in it.</source>
            <translation>Apri di nuovo la sessione per usarne il contenuto.</translation>
        </message>
        <message>
            <source>“{path}” is compressed, so that no part of it can be read by itself.</source>
            <translation>“{path}” è compresso, perciò non se ne può leggere solo una parte.</translation>
        </message>
        <message>
            <source>Write it with numpy.savez in place of numpy.savez_compressed.</source>
            <translation>Scrivilo con numpy.savez invece di numpy.savez_compressed.</translation>
        </message>
        <message>
            <source>“{path}” is shorter than it says.</source>
            <translation>“{path}” è più corto di quanto dichiara.</translation>
        </message>
        <message>
            <source>The table in “{path}” lies there column by column, so rows cannot be read.</source>
            <translation>La tabella in “{path}” è scritta colonna per colonna, perciò non se ne possono leggere le righe.</translation>
        </message>
        <message>
            <source>Write it as numpy.ascontiguousarray(table).</source>
            <translation>Scrivila come numpy.ascontiguousarray(table).</translation>
        </message>
        <message>
            <source>the picture cannot be shown (details are in the log)</source>
            <translation>l'immagine non si può mostrare (i dettagli sono nel log)</translation>
        </message>
    </context>
    <context>
        <name>SearchBar</name>
        <message>
            <source>What the field is about</source>
            <translation>Di che cosa tratta il campo</translation>
        </message>
        <message>
            <source>What it shows</source>
            <translation>Che cosa mostra</translation>
        </message>
        <message>
            <source>File name</source>
            <translation>Nome del file</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Etichetta</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Stato</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Deciso da</translation>
        </message>
        <message>
            <source>Least distance</source>
            <translation>Distanza minima</translation>
        </message>
        <message>
            <source>from </source>
            <translation>da </translation>
        </message>
        <message>
            <source>Greatest distance</source>
            <translation>Distanza massima</translation>
        </message>
        <message>
            <source>to </source>
            <translation>a </translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>Distanza</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Azzera</translation>
        </message>
        <message>
            <source>Look at all images again</source>
            <translation>Torna a tutte le immagini</translation>
        </message>
        <message>
            <source>Any class</source>
            <translation>Qualsiasi classe</translation>
        </message>
        <message>
            <source>Any state</source>
            <translation>Qualsiasi stato</translation>
        </message>
        <message>
            <source>Not labelled</source>
            <translation>Senza etichetta</translation>
        </message>
        <message>
            <source>Labelled</source>
            <translation>Etichettata</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Saltata</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Scartata</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Non leggibile</translation>
        </message>
        <message>
            <source>By anybody</source>
            <translation>Da chiunque</translation>
        </message>
        <message>
            <source>By a person</source>
            <translation>Da una persona</translation>
        </message>
        <message>
            <source>By the machine</source>
            <translation>Dalla macchina</translation>
        </message>
        <message>
            <source>any</source>
            <translation>qualsiasi</translation>
        </message>
        <message>
            <source>{name}: of a labelled image to the prototype of its class, of others to the nearest one</source>
            <translation>{name}: di un'immagine etichettata dal prototipo della sua classe, delle altre dal più vicino</translation>
        </message>
        <message>
            <source>What the pictures show, in words</source>
            <translation>Che cosa mostrano le immagini, a parole</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Parole</translation>
        </message>
        <message>
            <source>Part of a file or folder name</source>
            <translation>Parte del nome di un file o di una cartella</translation>
        </message>
        <message>
            <source>The encoder in use knows no words, so names of files are searched</source>
            <translation>L'encoder in uso non conosce parole, quindi si cerca nei nomi dei file</translation>
        </message>
    </context>
    <context>
        <name>SearchChip</name>
        <message>
            <source>Do not compare with this image</source>
            <translation>Non confrontare con questa immagine</translation>
        </message>
        <message>
            <source>Like {name}</source>
            <translation>Come {name}</translation>
        </message>
    </context>
    <context>
        <name>SearchSheet</name>
        <message>
            <source>Images found</source>
            <translation>Immagini trovate</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Ricerca…</translation>
        </message>
        <message>
            <source>Nothing is selected: click an image, or Shift+click for several.</source>
            <translation>Nulla è selezionato: fai clic su un'immagine, o Shift+clic per sceglierne più d'una.</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Ricerca in corso</translation>
        </message>
    </context>
    <context>
        <name>SearchWords</name>
        <message>
            <source>1 image</source>
            <translation>1 immagine</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>{n} immagini</translation>
        </message>
        <message>
            <source>The best {n} of {m} images</source>
            <translation>Le migliori {n} di {m} immagini</translation>
        </message>
        <message>
            <source>in folder order</source>
            <translation>nell'ordine della cartella</translation>
        </message>
        <message>
            <source>most alike first</source>
            <translation>prima le più simili</translation>
        </message>
        <message>
            <source>best match first</source>
            <translation>prima le più adatte</translation>
        </message>
        <message>
            <source>farthest from their class first</source>
            <translation>prima le più lontane dalla loro classe</translation>
        </message>
        <message>
            <source> · {n} more are still being looked at</source>
            <translation> · altre {n} ancora in esame</translation>
        </message>
        <message>
            <source>This image is still being looked at</source>
            <translation>Questa immagine è ancora in esame</translation>
        </message>
        <message>
            <source>Images like it appear here as soon as that is done.</source>
            <translation>Le immagini simili compaiono qui appena è finito.</translation>
        </message>
        <message>
            <source>The images are still being looked at</source>
            <translation>Le immagini sono ancora in esame</translation>
        </message>
        <message>
            <source>Search again in a while.</source>
            <translation>Cerca di nuovo tra un po'.</translation>
        </message>
        <message>
            <source>Nothing looks like that</source>
            <translation>Nulla le somiglia</translation>
        </message>
        <message>
            <source>Nothing fits these words</source>
            <translation>Nulla corrisponde a queste parole</translation>
        </message>
        <message>
            <source>No image fits</source>
            <translation>Nessuna immagine corrisponde</translation>
        </message>
        <message>
            <source>Try fewer filters.</source>
            <translation>Prova con meno filtri.</translation>
        </message>
        <message>
            <source>Click to select, Shift+click for several, Enter to open</source>
            <translation>Clic per scegliere, Shift+clic per più immagini, Invio per aprire</translation>
        </message>
        <message>
            <source>1 selected</source>
            <translation>1 selezionata</translation>
        </message>
        <message>
            <source>{n} selected</source>
            <translation>{n} selezionate</translation>
        </message>
        <message>
            <source>{chosen}: the key of a class labels them, N a new one</source>
            <translation>{chosen}: il tasto di una classe le etichetta, N con una nuova</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Impostazioni</translation>
        </message>
        <message>
            <source>Pages of the settings</source>
            <translation>Pagine delle impostazioni</translation>
        </message>
        <message>
            <source>Encoder</source>
            <translation>Encoder</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Metodo</translation>
        </message>
        <message>
            <source>Looks</source>
            <translation>Aspetto</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasti</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Start page</source>
            <translation>Pagina iniziale</translation>
        </message>
        <message>
            <source>Recent sessions</source>
            <translation>Sessioni recenti</translation>
        </message>
        <message>
            <source>Folders that you have labelled appear here, to go on where you stopped.</source>
            <translation>Le cartelle che hai etichettato compaiono qui, per riprendere da dove eri.</translation>
        </message>
        <message>
            <source>Label a folder of images with suggestions that learn as you go, on your own machine.</source>
            <translation>Etichetta una cartella di immagini con suggerimenti che imparano strada facendo, sul tuo computer.</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Apri una cartella…</translation>
        </message>
        <message>
            <source>Open a folder of images, or go on where you stopped</source>
            <translation>Apri una cartella di immagini, o riprendi da dove eri</translation>
        </message>
        <message>
            <source>Try the demo</source>
            <translation>Prova la demo</translation>
        </message>
        <message>
            <source>Try the program on pictures it draws itself</source>
            <translation>Prova il programma su immagini che disegna da sé</translation>
        </message>
        <message>
            <source>Let go to open it</source>
            <translation>Rilascia per aprire</translation>
        </message>
        <message>
            <source>or drop a folder of images, or a session file, here</source>
            <translation>o trascina qui una cartella di immagini, o un file di sessione</translation>
        </message>
    </context>
    <context>
        <name>StateCaption</name>
        <message>
            <source>skipped</source>
            <translation>saltata</translation>
        </message>
        <message>
            <source>discarded</source>
            <translation>scartata</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>illeggibile</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>mancante</translation>
        </message>
    </context>
    <context>
        <name>StatisticsDialog</name>
        <message>
            <source>Statistics</source>
            <translation>Statistiche</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Panoramica</translation>
        </message>
        <message>
            <source>Classes and confusions</source>
            <translation>Classi e confusioni</translation>
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
            <translation>Stato</translation>
        </message>
        <message>
            <source>Labelled</source>
            <translation>Etichettate</translation>
        </message>
        <message>
            <source>Images looked at</source>
            <translation>Immagini esaminate</translation>
        </message>
        <message>
            <source>The machine labels the others as you go; the Label menu changes that</source>
            <translation>La macchina etichetta le altre man mano; si cambia dal menu Etichetta</translation>
        </message>
        <message>
            <source>1 unreadable</source>
            <translation>1 illeggibile</translation>
        </message>
        <message>
            <source>{n:,} unreadable</source>
            <translation>{n:,} illeggibili</translation>
        </message>
        <message>
            <source>Files that cannot be read; the View menu lists them</source>
            <translation>File che non si possono leggere; il menu Visualizza li elenca</translation>
        </message>
        <message>
            <source>The encoder, and the device that it computes on</source>
            <translation>L'encoder, e il dispositivo su cui calcola</translation>
        </message>
        <message>
            <source>Asking for {percent:.0f} % of the images</source>
            <translation>Si chiede del {percent:.0f} % delle immagini</translation>
        </message>
        <message>
            <source>Asking below {percent:.3g} % sure</source>
            <translation>Si chiede sotto il {percent:.3g} % di sicurezza</translation>
        </message>
        <message>
            <source>Image {position:,} of {total:,}</source>
            <translation>Immagine {position:,} di {total:,}</translation>
        </message>
        <message>
            <source>{total:,} images</source>
            <translation>{total:,} immagini</translation>
        </message>
        <message>
            <source>No images</source>
            <translation>Nessuna immagine</translation>
        </message>
        <message>
            <source>The image on screen, in the order in which images are asked for</source>
            <translation>L'immagine sullo schermo, nell'ordine in cui le immagini vengono chieste</translation>
        </message>
        <message>
            <source>Labels are few: the most typical images of different clusters are asked for first</source>
            <translation>Le etichette sono poche: si chiedono prima le immagini più tipiche di gruppi diversi</translation>
        </message>
        <message>
            <source>Order: {words} (typical ones)</source>
            <translation>Ordine: {words} (tipiche)</translation>
        </message>
        <message>
            <source>In which order images are asked for; Go &gt; Order has others</source>
            <translation>In quale ordine vengono chieste le immagini; altri sono in Vai &gt; Ordine</translation>
        </message>
        <message>
            <source>Order: {words}</source>
            <translation>Ordine: {words}</translation>
        </message>
        <message>
            <source>folder order</source>
            <translation>della cartella</translation>
        </message>
        <message>
            <source>surest first</source>
            <translation>prima le più sicure</translation>
        </message>
        <message>
            <source>least sure first</source>
            <translation>prima le meno sicure</translation>
        </message>
        <message>
            <source>most different first</source>
            <translation>prima le più diverse</translation>
        </message>
        <message>
            <source>by likely class</source>
            <translation>per classe probabile</translation>
        </message>
        <message>
            <source>{labelled:,} labelled ({percent:.0f} %), {skipped:,} skipped, {discarded:,} discarded, of {total:,}</source>
            <translation>{labelled:,} etichettate ({percent:.0f} %), {skipped:,} saltate, {discarded:,} scartate, di {total:,}</translation>
        </message>
        <message>
            <source>{labelled:,} labelled</source>
            <translation>{labelled:,} etichettate</translation>
        </message>
        <message>
            <source>{skipped:,} skipped</source>
            <translation>{skipped:,} saltate</translation>
        </message>
        <message>
            <source>{discarded:,} discarded</source>
            <translation>{discarded:,} scartate</translation>
        </message>
        <message>
            <source>Accuracy {percent:.0f} %</source>
            <translation>Accuratezza {percent:.0f} %</translation>
        </message>
        <message>
            <source>Share of the suggestions that were right so far; the first image of each class does not count</source>
            <translation>Quota dei suggerimenti giusti finora; la prima immagine di ogni classe non conta</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>in pausa</translation>
        </message>
        <message>
            <source>{speed} images/s</source>
            <translation>{speed} immagini/s</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>ancora {time}</translation>
        </message>
        <message>
            <source>{done:,} of {total:,} images looked at; labelling works meanwhile</source>
            <translation>{done:,} di {total:,} immagini esaminate; intanto si può etichettare</translation>
        </message>
        <message>
            <source>Go on looking</source>
            <translation>Riprendi l'esame</translation>
        </message>
        <message>
            <source>Stop looking ahead</source>
            <translation>Smetti di guardare avanti</translation>
        </message>
        <message>
            <source>Look at all images in the background</source>
            <translation>Esamina tutte le immagini in sottofondo</translation>
        </message>
        <message>
            <source>Look at the image on screen only; labelling works all the same</source>
            <translation>Esamina solo l'immagine sullo schermo; si può comunque etichettare</translation>
        </message>
    </context>
    <context>
        <name>SuggestionPanel</name>
        <message>
            <source>Suggestion</source>
            <translation>Suggerimento</translation>
        </message>
        <message>
            <source>Nearest classes</source>
            <translation>Classi più vicine</translation>
        </message>
        <message>
            <source>Classes, nearest first</source>
            <translation>Classi, prima la più vicina</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Accetta</translation>
        </message>
        <message>
            <source>New class</source>
            <translation>Nuova classe</translation>
        </message>
        <message>
            <source>No image</source>
            <translation>Nessuna immagine</translation>
        </message>
        <message>
            <source>This file cannot be read</source>
            <translation>Questo file non si può leggere</translation>
        </message>
        <message>
            <source>No suggestion</source>
            <translation>Nessun suggerimento</translation>
        </message>
        <message>
            <source>Unreadable</source>
            <translation>Illeggibile</translation>
        </message>
        <message>
            <source>Looking at the image…</source>
            <translation>Esame dell'immagine…</translation>
        </message>
        <message>
            <source>You can label it by key already.</source>
            <translation>Puoi già etichettarla con un tasto.</translation>
        </message>
        <message>
            <source>Not embedded</source>
            <translation>Senza embedding</translation>
        </message>
        <message>
            <source>It was not embedded elsewhere, and the encoder is not on this machine.</source>
            <translation>Non è stata elaborata altrove, e l'encoder non è su questo computer.</translation>
        </message>
        <message>
            <source>Nothing is labelled yet</source>
            <translation>Ancora nulla è etichettato</translation>
        </message>
        <message>
            <source>Give the first label</source>
            <translation>Dai la prima etichetta</translation>
        </message>
        <message>
            <source>Press the key of a class; suggestions begin with the second image.</source>
            <translation>Premi il tasto di una classe; i suggerimenti cominciano dalla seconda immagine.</translation>
        </message>
        <message>
            <source>Name the first class</source>
            <translation>Nomina la prima classe</translation>
        </message>
        <message>
            <source>Suggestions begin with the second image.</source>
            <translation>I suggerimenti cominciano dalla seconda immagine.</translation>
        </message>
        <message>
            <source>Name it</source>
            <translation>Dalle un nome</translation>
        </message>
        <message>
            <source>Unlike all that is labelled</source>
            <translation>Diversa da tutte le etichettate</translation>
        </message>
        <message>
            <source>No class is near enough</source>
            <translation>Nessuna classe abbastanza vicina</translation>
        </message>
        <message>
            <source>Looks like a new class</source>
            <translation>Sembra una nuova classe</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nuova</translation>
        </message>
        <message>
            <source>Suggestion by name</source>
            <translation>Suggerimento dal nome</translation>
        </message>
        <message>
            <source>By its name, not by examples: it has none yet.</source>
            <translation>Dal suo nome, non da esempi: non ne ha ancora.</translation>
        </message>
        <message>
            <source>The suggestion is a new class.</source>
            <translation>Il suggerimento è una nuova classe.</translation>
        </message>
        <message>
            <source>The suggestion is “{name}”.</source>
            <translation>Il suggerimento è “{name}”.</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Etichetta</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Tienila</translation>
        </message>
        <message>
            <source>Labelled by you</source>
            <translation>Etichettata da te</translation>
        </message>
        <message>
            <source>Labelled by the program</source>
            <translation>Etichettata dal programma</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Saltata</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Scartata</translation>
        </message>
        <message>
            <source>Why: the nearest pictures of “{name}”</source>
            <translation>Perché: le immagini più vicine di “{name}”</translation>
        </message>
        <message>
            <source>Nearest so far: “{name}”</source>
            <translation>La più vicina finora: “{name}”</translation>
        </message>
        <message>
            <source>Why this suggestion</source>
            <translation>Perché questo suggerimento</translation>
        </message>
        <message>
            <source>Its name fits the picture best; no picture has this label yet.</source>
            <translation>Il suo nome è il più adatto all'immagine; nessuna immagine ha ancora questa etichetta.</translation>
        </message>
        <message>
            <source>The nearest labelled pictures of the suggested class appear here.</source>
            <translation>Le immagini etichettate più vicine della classe suggerita compaiono qui.</translation>
        </message>
        <message>
            <source>The classes are ranked once the image has been looked at.</source>
            <translation>Le classi vengono ordinate appena l'immagine è stata esaminata.</translation>
        </message>
        <message>
            <source>The classes are ranked here from the second image on.</source>
            <translation>Qui le classi vengono ordinate dalla seconda immagine in poi.</translation>
        </message>
        <message>
            <source>Classes appear here as you name them.</source>
            <translation>Le classi compaiono qui man mano che dai loro un nome.</translation>
        </message>
    </context>
    <context>
        <name>SupervisionDialog</name>
        <message>
            <source>Supervision</source>
            <translation>Supervisione</translation>
        </message>
        <message>
            <source>Which images you are asked for, as you go from one to the next. The machine labels the others when their turn comes. It never makes a new class.</source>
            <translation>Di quali immagini ti si chiede, passando dall'una all'altra. La macchina etichetta le altre quando tocca a loro. Non crea mai una nuova classe.</translation>
        </message>
        <message>
            <source>Ask for every image</source>
            <translation>Chiedi di ogni immagine</translation>
        </message>
        <message>
            <source>Every label is yours.</source>
            <translation>Ogni etichetta è tua.</translation>
        </message>
        <message>
            <source>Ask for a random share</source>
            <translation>Chiedi di una quota casuale</translation>
        </message>
        <message>
            <source>The machine labels the rest as it suggests. Its errors are not bounded.</source>
            <translation>La macchina etichetta il resto come suggerisce. I suoi errori non hanno un limite.</translation>
        </message>
        <message>
            <source>Ask only when unsure</source>
            <translation>Chiedi solo nel dubbio</translation>
        </message>
        <message>
            <source>The machine labels what it is sure of, by its own estimate.</source>
            <translation>La macchina etichetta ciò di cui è sicura, secondo la sua stima.</translation>
        </message>
        <message>
            <source>&amp;Ask for this share of the images</source>
            <translation>&amp;Chiedi di questa quota delle immagini</translation>
        </message>
        <message>
            <source>A&amp;sk below this estimate</source>
            <translation>Chiedi &amp;sotto questa stima</translation>
        </message>
        <message>
            <source>Labels of the machine carry its mark everywhere and can be undone. For a promise about their errors, use “Auto-label the rest” instead.</source>
            <translation>Le etichette della macchina portano ovunque il suo segno e si possono annullare. Per una garanzia sui suoi errori usa invece “Etichetta il resto in automatico”.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Usa</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
    </context>
    <context>
        <name>TaskRow</name>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>{done:,} of {total:,}</source>
            <translation>{done:,} di {total:,}</translation>
        </message>
        <message>
            <source>Cancel: {what}</source>
            <translation>Annulla: {what}</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>Annullamento…</translation>
        </message>
    </context>
    <context>
        <name>ThumbnailGrid</name>
        <message>
            <source>Grid of images</source>
            <translation>Griglia di immagini</translation>
        </message>
    </context>
    <context>
        <name>ThumbnailModel</name>
        <message>
            <source>Image {n}</source>
            <translation>Immagine {n}</translation>
        </message>
    </context>
    <context>
        <name>UnfinishedCard</name>
        <message>
            <source>&amp;Go on, and keep what is right</source>
            <translation>&amp;Continua, e tieni ciò che è giusto</translation>
        </message>
        <message>
            <source>&amp;Throw it away and begin anew</source>
            <translation>&amp;Butta via e ricomincia</translation>
        </message>
    </context>
</TS>
