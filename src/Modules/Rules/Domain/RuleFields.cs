using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Domain;

/// <summary>A field that a condition may ask, and how to get it.</summary>
/// <param name="IsPersonal">Its value does not go into traces, which are kept longer than addresses.</param>
internal abstract record Field<T>(string Name, bool IsPersonal = false);

internal sealed record TextField<T>(string Name, Func<T, string> Get, bool IsPersonal = false) : Field<T>(Name, IsPersonal);

internal sealed record NumberField<T>(string Name, Func<T, long> Get) : Field<T>(Name);

internal sealed record FlagField<T>(string Name, Func<T, bool> Get) : Field<T>(Name);

internal sealed record ListField<T>(string Name, Func<T, IReadOnlyList<string>> Get) : Field<T>(Name);

/// <summary>A field with a fixed set of words, such as the state of the payment.</summary>
internal sealed record ChoiceField<T>(string Name, Func<T, string> Get, IReadOnlyList<string> Choices) : Field<T>(Name);

/// <summary>Every field of the rules' language, by name: of the order, and of a line (<c>lines.category</c> asks whether any line is like that).</summary>
internal static class RuleFields
{
    public const string LinePrefix = "lines.";

    private static readonly string[] Payments = [.. Enum.GetNames<PaymentState>().Select(Snake)];

    public static IReadOnlyList<Field<RuleFacts>> OfOrder { get; } =
    [
        new TextField<RuleFacts>("channel", facts => facts.Channel),
        new TextField<RuleFacts>("channel_kind", facts => facts.ChannelKind),
        new TextField<RuleFacts>("currency", facts => facts.Currency),
        new NumberField<RuleFacts>("total_minor", facts => facts.TotalMinor),
        new NumberField<RuleFacts>("total_base_minor", facts => facts.TotalBaseMinor),
        new TextField<RuleFacts>("ship_to.country", facts => facts.ShipTo.Country),
        new TextField<RuleFacts>("ship_to.province", facts => facts.ShipTo.Province),
        new TextField<RuleFacts>("ship_to.city", facts => facts.ShipTo.City),
        new TextField<RuleFacts>("ship_to.postcode", facts => facts.ShipTo.Postcode),
        new TextField<RuleFacts>("ship_to.line1", facts => facts.ShipTo.Line1, IsPersonal: true),
        new TextField<RuleFacts>("ship_to.line2", facts => facts.ShipTo.Line2, IsPersonal: true),
        new TextField<RuleFacts>("ship_to.name", facts => facts.ShipTo.Name, IsPersonal: true),
        new TextField<RuleFacts>("ship_to.company", facts => facts.ShipTo.Company, IsPersonal: true),
        new TextField<RuleFacts>("ship_to.phone", facts => facts.ShipTo.Phone, IsPersonal: true),
        new TextField<RuleFacts>("ship_to.email", facts => facts.ShipTo.Email, IsPersonal: true),
        new TextField<RuleFacts>("buyer_name", facts => facts.BuyerName, IsPersonal: true),
        new TextField<RuleFacts>("buyer_email", facts => facts.BuyerEmail, IsPersonal: true),
        new TextField<RuleFacts>("buyer_note", facts => facts.BuyerNote, IsPersonal: true),
        new ChoiceField<RuleFacts>("payment", facts => Payments[(int)facts.Payment], Payments),
        new ListField<RuleFacts>("tags", facts => facts.Tags),
        new NumberField<RuleFacts>("weight_grams", facts => facts.WeightGrams),
        new NumberField<RuleFacts>("line_count", facts => facts.Lines.Count),
        new NumberField<RuleFacts>("piece_count", Pieces),
    ];

    public static IReadOnlyList<Field<RuleLine>> OfLine { get; } =
    [
        new TextField<RuleLine>("sku", line => line.Sku),
        new TextField<RuleLine>("category", line => line.Category),
        new NumberField<RuleLine>("quantity", line => line.Quantity),
        new NumberField<RuleLine>("amount_minor", line => line.AmountMinor),
        new FlagField<RuleLine>("has_battery", line => line.HasBattery),
        new FlagField<RuleLine>("is_alcohol", line => line.IsAlcohol),
        new FlagField<RuleLine>("is_liquid", line => line.IsLiquid),
        new TextField<RuleLine>("hs_code", line => line.HsCode),
        new TextField<RuleLine>("origin", line => line.Origin),
    ];

    private static readonly FrozenDictionary<string, Field<RuleFacts>> OrderByName = OfOrder.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Field<RuleLine>> LineByName = OfLine.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    public static Field<RuleFacts>? Order(string name) => OrderByName.GetValueOrDefault(name);

    public static Field<RuleLine>? Line(string name) => LineByName.GetValueOrDefault(name);

    public static string Snake(string name) => string.Concat(name.Select((sign, i) => (i > 0 && char.IsUpper(sign) ? "_" : "") + char.ToLowerInvariant(sign)));

    private static long Pieces(RuleFacts facts)
    {
        long pieces = 0;
        for (var i = 0; i < facts.Lines.Count; i++) pieces += facts.Lines[i].Quantity;
        return pieces;
    }
}
