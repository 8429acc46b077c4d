// Judges the images of a folder and of all folders below it, and writes a table (CSV) with a row for every file.
//
// A file that cannot be judged, because it is damaged say, gets a row with the reason, and the rest goes on.

#@ File (label = "Folder of images", style = "directory") folder
#@ File (label = "Model (.stfpm)", style = "open") model
#@ File (label = "Table to write (.csv)", style = "save") csv

import org.apache.commons.csv.CSVFormat
import sc.fiji.stfpm.Stfpm

failed = 0
names = Stfpm.images(folder.path, true)
// The braces end with the model and the table closed, whatever happens between them.
Stfpm.open(model.path).withCloseable { detector ->
	csv.withWriter("UTF-8") { writer ->
		table = CSVFormat.DEFAULT.print(writer)
		table.printRecord("image", "score", "decision", "regions", "area in pixels", "error")
		for (name in names) {
			try {
				result = detector.detect(Stfpm.read("$folder/$name"))
				decision = result.anomalous() ? "anomalous" : "normal"
				table.printRecord(name, result.score(), decision, result.regions().size(), result.anomalousArea(), "")
			}
			catch (Exception e) {
				failed++
				table.printRecord(name, "", "failed", "", "", e.message)
			}
		}
	}
}
println "${names.size()} files, $failed of them failed; the table is $csv"
