// Learns from a folder of normal images what normal looks like, then judges the images of another folder.
//
// Leaves a model file, for later use, and a table (CSV) with a row for every image. The higher the score, the less
// normal the image; from the model's threshold on it is called anomalous.

#@ File (label = "Folder of normal images", style = "directory") normals
#@ File (label = "Folder of images to judge", style = "directory") folder
#@ File (label = "Model file to write (.stfpm)", style = "save") model
#@ File (label = "Table to write (.csv)", style = "save") csv
#@ String (label = "Teacher: default, embedded, a name, or a weight file", value = "default") teacher
#@ Integer (label = "Size in pixels, a multiple of 16; 0: as the preset says", value = 0, min = 0, stepSize = 16) size
#@ Integer (label = "Training steps of a student; 0: a memory, which needs none", value = 0, min = 0) steps
#@ TaskService tasks

import org.apache.commons.csv.CSVFormat
import sc.fiji.stfpm.Stfpm
import sc.fiji.stfpm.ui.ImageJProgress

// The preset "memory" keeps what normal images look like; "fast" trains a student, which takes longer.
options = Stfpm.options(steps > 0 ? "fast" : "memory")
if (steps > 0) options.steps(steps)
if (size > 0) options.size(size)

// Train. The status bar shows how far it is, and the Escape key stops it. A model file of that name is replaced.
new ImageJProgress(tasks, "Training").withCloseable { progress ->
	trained = Stfpm.train(normals.path, model.path, teacher, options, progress)
}

// Judge. The braces end with "detector" and the table closed, whatever happens between them.
anomalous = 0
Stfpm.open(model.path).withCloseable { detector ->
	csv.withWriter("UTF-8") { writer ->
		table = CSVFormat.DEFAULT.print(writer)
		table.printRecord("image", "score", "decision")
		for (name in Stfpm.images(folder.path, false)) {
			result = detector.detect(Stfpm.read("$folder/$name"))
			table.printRecord(name, result.score(), result.anomalous() ? "anomalous" : "normal")
			if (result.anomalous()) anomalous++
		}
	}
}
println "Trained with the teacher ${trained.teacher().label()}"
println "$anomalous anomalous images; all scores are in $csv"
