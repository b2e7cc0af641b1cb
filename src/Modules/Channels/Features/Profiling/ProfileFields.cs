using Entrepot.Channels.Domain.Importing;
using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Profiling;

/// <summary>The fields of an order in the editor: their names, and which stand together.</summary>
internal static class ProfileFields
{
    public static readonly IReadOnlyList<(string Title, string Note, IReadOnlyList<RowField> Fields)> Groups =
    [
        ("The order", "Rows with the same order number are one order, wherever they stand in the file.", [RowField.Number, RowField.PlacedAt, RowField.Currency, RowField.Note, RowField.GiftMessage, RowField.RequestedService]),
        ("The line", "", [RowField.LineId, RowField.Code, RowField.Description, RowField.Quantity, RowField.UnitPrice, RowField.LineDiscount, RowField.LineTax]),
        ("Sums of the order", "", [RowField.Shipping, RowField.OrderDiscount, RowField.Total]),
        ("Buyer and address", "", [RowField.BuyerId, RowField.BuyerTaxId, RowField.Name, RowField.Company, RowField.Line1, RowField.Line2, RowField.Postcode, RowField.City, RowField.Province, RowField.Country, RowField.Phone, RowField.Email]),
    ];

    public static string Label(RowField field) => field switch
    {
        RowField.Number => "Order number",
        RowField.LineId => "Line number",
        RowField.Code => "Article code",
        RowField.Description => "Description",
        RowField.Quantity => "Quantity",
        RowField.UnitPrice => "Unit price",
        RowField.PlacedAt => "Placed at",
        RowField.BuyerId => "Buyer's id",
        RowField.BuyerTaxId => "Buyer's tax number",
        RowField.Country => "Country",
        RowField.Currency => "Currency",
        RowField.Name => "Name",
        RowField.Company => "Company",
        RowField.Line1 => "Street and number",
        RowField.Line2 => "Address line 2",
        RowField.City => "Town",
        RowField.Province => "State or province",
        RowField.Postcode => "Postcode",
        RowField.Phone => "Phone",
        RowField.Email => "E-mail",
        RowField.Note => "Buyer's note",
        RowField.GiftMessage => "Gift message",
        RowField.RequestedService => "Requested service",
        RowField.LineDiscount => "Line discount",
        RowField.LineTax => "Line tax",
        RowField.Shipping => "Shipping",
        RowField.OrderDiscount => "Discount",
        RowField.Total => "Total",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="headings">Of the sample; null without one: then headings are typed.</param>
    public static IReadOnlyList<ColumnGroup> Choices(MappingProfile profile, IReadOnlyList<string>? headings) =>
        [.. Groups.Select(group => new ColumnGroup(group.Title, group.Note, [.. group.Fields.Select(field => Choice(profile, field, headings))]))];

    private static ColumnChoice Choice(MappingProfile profile, RowField field, IReadOnlyList<string>? headings)
    {
        var value = profile.Columns.GetValueOrDefault(field, "");
        // A heading that the sample lacks stays a choice, so that saving with another sample does not lose it.
        var options = headings?.Where(heading => heading.Length > 0).Concat(value.Length > 0 ? [value] : []).Distinct(StringComparer.OrdinalIgnoreCase).Select(heading => new Option(heading, heading));
        return new(ProfileRules.ColumnField(field), Label(field), ProfileRules.Needed.Contains(field), value, options is null ? null : [.. options]);
    }
}
