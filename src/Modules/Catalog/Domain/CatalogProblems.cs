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
    public static Problem PartQuantity(string sku) => Problem.Invalid("catalog.part_quantity", $"The part '{sku}' needs a quantity of at least one and may stand in a bundle once.", "parts");
    public static Problem ProductNotFound(ProductId id) => Problem.NotFound("catalog.product_not_found", $"There is no product {id.Value:0}. It may belong to another company.");
    public static Problem CodeMissing() => Problem.Invalid("catalog.code_missing", $"A channel's code takes 1 to {ProductRules.CodeLengthMax} characters.", "code");
    public static Problem CodeMapped(SkuReference code, string sku) => Problem.Conflict("catalog.code_mapped", $"The channel's code '{code.Code}' means the product '{sku}' already. Remove that mapping first.");
}
