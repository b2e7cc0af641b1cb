using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>Every "no" of the catalogue.</summary>
internal static class CatalogProblems
{
    public static Problem SkuMissing() => Problem.Invalid("catalog.sku_missing", "A product needs an SKU. Give it the merchant's own code.", "sku");
    public static Problem SkuTooLong(string sku) => Problem.Invalid("catalog.sku_too_long", $"The SKU '{sku[..20]}…' is longer than {ProductRules.CodeLengthMax} characters. Shorten it.", "sku");
    public static Problem SkuNotTrimmed(string sku) => Problem.Invalid("catalog.sku_not_trimmed", $"The SKU '{sku}' begins or ends with a blank or holds a control character. Remove it.", "sku");
    public static Problem SkuKnown(string sku) => Problem.Conflict("catalog.sku_known", $"There is a product with the SKU '{sku}' already. Change that product, or choose another SKU.");
    public static Problem GtinTooLong() => Problem.Invalid("catalog.gtin_too_long", $"The barcode is longer than {ProductRules.CodeLengthMax} characters. Check that one barcode was scanned.", "gtin");
    public static Problem GtinKnown(string gtin, string sku) => Problem.Conflict("catalog.gtin_known", $"The barcode {gtin} belongs to the product '{sku}' already. Check which piece carries it.");
    public static Problem NegativeMeasure(string field) => Problem.Invalid("catalog.negative_measure", "Weight, size and cost cannot be below zero. Leave an unknown one at zero.", field);
    public static Problem MeasureTooLarge(string field) => Problem.Invalid("catalog.measure_too_large", "Nobody ships a piece of 10 t or 20 m. Give grams and millimetres.", field);
    public static Problem SizeIncomplete() => Problem.Invalid("catalog.size_incomplete", "Give length, width and height, or none of them.", "size");
    public static Problem NameMissing() => Problem.Invalid("catalog.name_missing", "A product needs a name: pickers and buyers read it.", "name");
    public static Problem TooManyBarcodes() => Problem.Invalid("catalog.too_many_barcodes", $"At most {ProductRules.BarcodesMax} barcodes belong to one product.", "barcodes");
    public static Problem BatteryUnknown(string battery) => Problem.Invalid("catalog.battery_unknown", $"'{battery}' is no kind of battery. There are {string.Join(", ", Enum.GetNames<BatteryKind>())}.", "battery");
    public static Problem ChangedMeanwhile() => Problem.Conflict("catalog.changed_meanwhile", "Somebody changed this product while you did; the history says what. Compare and save again.");
    public static Problem HsCodeMalformed(string hsCode) => Problem.Invalid("catalog.hs_code_malformed", $"'{hsCode}' is not an HS code: it takes 6 to 10 digits without dots.", "hsCode");
    public static Problem BadDescription() => Problem.Invalid("catalog.bad_description", $"A customs description takes 1 to {ProductRules.DescriptionLengthMax} characters.", "description");
    public static Problem NationalCodeMalformed(string code, string hsCode) => Problem.Invalid("catalog.national_code_malformed", $"'{code}' is no tariff line of this product: it takes 8 to 10 digits and begins with the first six of its HS code '{hsCode}'.", "code");
    public static Problem TerritoryUnknown(string territory) => Problem.Invalid("catalog.territory_unknown", $"'{territory}' is no customs territory. Give a country of ISO 3166-1, or EU.", "territory");
    public static Problem OriginUnknown(string origin) => Problem.Invalid("catalog.origin_unknown", $"'{origin}' is not a country of ISO 3166-1. Give two letters, e.g. CN.", "origin");
    public static Problem PartUnknown(string sku) => Problem.Invalid("catalog.part_unknown", $"The bundle names the part '{sku}', which is not in the catalogue. Add that product first.", "parts");
    public static Problem PartIsBundle(string sku) => Problem.Invalid("catalog.part_is_bundle", $"The part '{sku}' is a bundle itself. Name its plain products instead.", "parts");
    public static Problem PartIsItself(string sku) => Problem.Invalid("catalog.part_is_itself", $"'{sku}' cannot be a part of itself.", "parts");
    public static Problem BundleIsPart(string sku, string bundle) => Problem.Conflict("catalog.bundle_is_part", $"'{sku}' is a part of the bundle '{bundle}' and cannot be a bundle itself. Take it out there first.") with { Field = "parts" };
    public static Problem BundleHasStock(string sku, long pieces) => Problem.Conflict("catalog.bundle_has_stock", $"{pieces} pieces of '{sku}' are in stock or on their way. A bundle has no stock of its own: adjust that to zero first.") with { Field = "parts" };
    public static Problem TooManyParts() => Problem.Invalid("catalog.too_many_parts", $"At most {ProductRules.PartsMax} products belong to one bundle.", "parts");
    public static Problem PartQuantity(string sku) => Problem.Invalid("catalog.part_quantity", $"The part '{sku}' needs a quantity of at least one and may stand in a bundle once.", "parts");
    public static Problem CellNotWhole(string column, string text) => Problem.Invalid("catalog.cell_not_whole", $"'{Short(text)}' is not a whole number. Write digits only, without a unit and without separators.", column);
    public static Problem CellNotNumber(string column, string text) => Problem.Invalid("catalog.cell_not_number", $"'{Short(text)}' is not a number. Write digits, with a full stop before decimals.", column);
    public static Problem CellNotYesNo(string column, string text) => Problem.Invalid("catalog.cell_not_yes_no", $"'{Short(text)}' is neither yes nor no.", column);
    public static Problem CellShortened(string column, string text) => Problem.Invalid("catalog.cell_shortened", $"The spreadsheet has shortened this code to '{text}', and its last digits are lost. Format the column as text and enter the code again.", column);
    public static Problem CellTooLong(string column, int max) => Problem.Invalid("catalog.cell_too_long", $"The text is longer than {max} characters. Shorten it.", column);
    public static Problem TariffLineMalformed(string line) => Problem.Invalid("catalog.tariff_line_malformed", $"'{Short(line)}' is no tariff line. Write the territory and 8 to 10 digits, one after another with blanks: EU=61091000 US=6109100012.", "tariff_lines");
    public static Problem PartMalformed(string part) => Problem.Invalid("catalog.part_malformed", $"'{Short(part)}' is no part of a bundle. Write SKU, asterisk and pieces, with bars between: MUG-1*2|BOX-3*1.", "parts");
    public static Problem CostWithoutCurrency() => Problem.Invalid("catalog.cost_without_currency", "A cost needs its currency, e.g. EUR.", "currency");
    public static Problem RowTwice(string sku, int line) => Problem.Invalid("catalog.row_twice", $"The SKU '{sku}' stands on line {line} already. Leave one of the two.", "sku");
    public static Problem FileMissing() => Problem.Invalid("catalog.file_missing", "Choose a file first.", "file");
    public static Problem FileEmpty() => Problem.Invalid("catalog.file_empty", "There is nothing in the file. It needs a row of headings and a row for each product.", "file");
    public static Problem FileTooLarge() => Problem.Invalid("catalog.file_too_large", $"The file is larger than {ProductFile.BytesMax >> 20} MB. Split it.", "file");
    public static Problem TooManyRows(int max) => Problem.Invalid("catalog.too_many_rows", $"The file has more than {max} rows. Split it.", "file");
    public static Problem NotUtf8() => Problem.Invalid("catalog.not_utf8", "The letters of the file cannot be read for certain. Save it as 'CSV UTF-8' or as a workbook (.xlsx).", "file");
    public static Problem BrokenQuotes() => Problem.Invalid("catalog.broken_quotes", "A quote in the file is not closed, so nobody can say where a field ends. Save it again from the spreadsheet.", "file");
    public static Problem SkuColumnMissing(string headings) => Problem.Invalid("catalog.sku_column_missing", $"The first row has no heading 'sku'. It reads: {headings}. Export the products to see how a file looks.", "file");
    public static Problem ColumnTwice(string column) => Problem.Invalid("catalog.column_twice", $"The heading '{column}' stands in the file twice. Leave one of the two.", "file");
    public static Problem ImportNotFound(long id) => Problem.NotFound("catalog.import_not_found", $"There is no import {id:0}. After three months they are forgotten.");
    public static Problem ImportDecided() => Problem.Conflict("catalog.import_decided", "This import was accepted or discarded already.");
    public static Problem NothingToAccept() => Problem.Conflict("catalog.nothing_to_accept", "The file changes nothing.");
    public static Problem CheckDigitWrong(string gtin, string sku, string digit) => Problem.Invalid("catalog.check_digit_wrong", $"The barcode {gtin} of '{sku}' should end in {digit}: it is no GTIN. Correct it on the product's page, or print the SKU.", "barcodes");
    public static Problem TooManyLabels() => Problem.Invalid("catalog.too_many_labels", $"That is more than is printed at once: {ProductRules.LabelsMax} labels, {ProductRules.LabelsOfOneMax} of one product. Print in several turns.", "pieces");
    public static Problem NoLabels() => Problem.Invalid("catalog.no_labels", "There is no label to print. Mark products, and say how many labels of each.", "pieces");
    public static Problem ProductNotFound(ProductId id) => Problem.NotFound("catalog.product_not_found", $"There is no product {id.Value:0}. It may belong to another company.");
    public static Problem CodeMissing() => Problem.Invalid("catalog.code_missing", $"A channel's code takes 1 to {ProductRules.CodeLengthMax} characters.", "code");
    public static Problem CodeMapped(SkuReference code, string sku) => Problem.Conflict("catalog.code_mapped", $"The channel's code '{code.Code}' means the product '{sku}' already. Remove that mapping first.");

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
