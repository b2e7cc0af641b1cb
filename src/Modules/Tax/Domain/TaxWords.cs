using Entrepot.Tax.Contracts;

namespace Entrepot.Tax.Domain;

/// <summary>Names that people read.</summary>
internal static class TaxWords
{
    public static string Of(TaxScheme scheme) => scheme switch
    {
        TaxScheme.Domestic => "Domestic sale",
        TaxScheme.Distance => "Distance sale within the EU",
        TaxScheme.IntraEu => "Supply to a business in the EU",
        TaxScheme.Ioss => "Import one-stop shop",
        TaxScheme.AtSale => "Import taxed at the sale",
        TaxScheme.Export => "Export of goods",
        TaxScheme.Marketplace => "Tax owed by the channel",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>As a code: the outcome of the stage that decides on it.</summary>
    public static string CodeOf(TaxScheme scheme) => scheme switch
    {
        TaxScheme.Domestic => "domestic",
        TaxScheme.Distance => "distance-sale",
        TaxScheme.IntraEu => "eu-business",
        TaxScheme.Ioss => "import-shop",
        TaxScheme.AtSale => "taxed-at-sale",
        TaxScheme.Export => "export",
        TaxScheme.Marketplace => "marketplace",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(TaxRegistrationKind kind) => kind switch
    {
        TaxRegistrationKind.Vat => "VAT or GST",
        TaxRegistrationKind.Ioss => "Import one-stop shop (IOSS)",
        TaxRegistrationKind.OssUnion => "Union one-stop shop (OSS)",
        TaxRegistrationKind.SalesTax => "Sales tax",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
