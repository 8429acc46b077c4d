# Judges the images of a folder and of all folders below it, and writes a table (CSV) with a row for every file.
#
# A file that cannot be judged, because it is damaged say, gets a row with the reason, and the rest goes on.

#@ File (label = "Folder of images", style = "directory") folder
#@ File (label = "Model (.stfpm)", style = "open") model
#@ File (label = "Table to write (.csv)", style = "save") table

import csv
from java.lang import Exception as JavaException
from sc.fiji.stfpm import Stfpm

failed = 0
names = Stfpm.images(folder.path, True)
# "finally" is reached whatever happens before it. The detector holds much memory until it is closed.
detector = Stfpm.open(model.path)
try:
    with open(table.path, "wb") as out:
        rows = csv.writer(out)
        rows.writerow(["image", "score", "decision", "regions", "area in pixels", "error"])
        for name in names:
            row = name.encode("utf-8")
            try:
                result = detector.detect(Stfpm.read(folder.path + "/" + name))
                decision = "anomalous" if result.anomalous() else "normal"
                rows.writerow([row, result.score(), decision, len(result.regions()), result.anomalousArea(), ""])
            except JavaException as e:
                failed += 1
                rows.writerow([row, "", "failed", "", "", unicode(e.message).encode("utf-8")])
finally:
    detector.close()
print("%d files, %d of them failed; the table is %s" % (len(names), failed, table))
