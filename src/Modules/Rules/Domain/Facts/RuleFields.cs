using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Domain.Facts;

/// <summary>Every field of the rules' language, by name: of the order, and of a line (<c>lines.category</c> asks whether any line is like that).</summary>
internal static class RuleFields
{
    public const string LinePrefix = "lines.";

    public static IReadOnlyList<Field<RuleFacts>> OfOrder { get; } =
    [
        new TextField<RuleFacts>("channel", facts => facts.Channel),
        new TextField<RuleFacts>("channel_kind", facts => facts.ChannelKind),
        new TextField<RuleFacts>("external_number", facts => facts.ExternalNumber),
        new TextField<RuleFacts>("currency", facts => facts.Currency),
        new NumberField<RuleFacts>("total_minor", facts => facts.TotalMinor, NumberUnit.Minor),
        new NumberField<RuleFacts>("total_base_minor", facts => facts.TotalBaseMinor, NumberUnit.BaseMinor),
        new NumberField<RuleFacts>("shipping_minor", facts => facts.ShippingMinor, NumberUnit.Minor),
        new NumberField<RuleFacts>("discount_minor", facts => facts.DiscountMinor, NumberUnit.Minor),
        new NumberField<RuleFacts>("discount_percent", facts => Derived.DiscountPercent(facts), NumberUnit.Percent),
        new NumberField<RuleFacts>("tax_minor", facts => facts.TaxMinor, NumberUnit.Minor),
        new NumberField<RuleFacts>("cost_base_minor", facts => facts.CostBaseMinor, NumberUnit.BaseMinor),
        new NumberField<RuleFacts>("margin_percent", facts => Derived.MarginPercent(facts), NumberUnit.Percent),
        .. Of("ship_to", facts => facts.ShipTo),
        .. Of("bill_to", facts => facts.BillTo),
        new FlagField<RuleFacts>("billing_country_differs", facts => facts.BillTo is { Country.Length: > 0 } bill ? !Same(bill.Country, facts.ShipTo.Country) : null),
        new FlagField<RuleFacts>("billing_name_differs", facts => facts.BillTo is { Name.Length: > 0 } bill ? !Same(bill.Name.Trim(), facts.ShipTo.Name.Trim()) : null),
        new TextField<RuleFacts>("buyer_id", facts => facts.BuyerId, IsPersonal: true),
        new TextField<RuleFacts>("buyer_name", facts => facts.BuyerName, IsPersonal: true),
        new TextField<RuleFacts>("buyer_email", facts => facts.BuyerEmail, IsPersonal: true),
        new TextField<RuleFacts>("buyer_tax_id", facts => facts.BuyerTaxId, IsPersonal: true),
        new FlagField<RuleFacts>("buyer_is_business", facts => facts.BuyerIsBusiness),
        new TextField<RuleFacts>("buyer_note", facts => facts.BuyerNote, IsPersonal: true),
        new TextField<RuleFacts>("gift_message", facts => facts.GiftMessage, IsPersonal: true),
        new ChoiceField<RuleFacts>("payment", facts => Words<PaymentState>.Of(facts.Payment), Words<PaymentState>.All),
        new ListField<RuleFacts>("tags", facts => facts.Tags),
        new ListField<RuleFacts>("flags", facts => facts.Flags),
        new TextField<RuleFacts>("requested_service", facts => facts.RequestedService),
        new ChoiceField<RuleFacts>("incoterm", facts => facts.Incoterm is { } terms ? Words<Incoterm>.Of(terms) : null, Words<Incoterm>.All),
        new FlagField<RuleFacts>("has_ioss", facts => facts.HasIoss),
        new FlagField<RuleFacts>("tax_collected_by_channel", facts => facts.TaxCollectedByChannel),
        new TimeField<RuleFacts>("placed_at", facts => facts.PlacedAt),
        new TimeField<RuleFacts>("ship_by", facts => facts.ShipBy),
        new TimeField<RuleFacts>("deliver_by", facts => facts.DeliverBy),
        new NumberField<RuleFacts>("hours_to_ship_by", facts => Derived.Hours(facts.DecidedAt, facts.ShipBy), NumberUnit.Hours),
        new NumberField<RuleFacts>("hours_since_placed", facts => Derived.Hours(facts.PlacedAt, facts.DecidedAt), NumberUnit.Hours),
        new NumberField<RuleFacts>("weight_grams", facts => facts.WeightGrams, NumberUnit.Grams),
        new NumberField<RuleFacts>("line_count", facts => facts.Lines.Count),
        new NumberField<RuleFacts>("piece_count", facts => Derived.Pieces(facts)),
    ];

    public static IReadOnlyList<Field<RuleLine>> OfLine { get; } =
    [
        new TextField<RuleLine>("sku", line => line.Sku),
        new TextField<RuleLine>("name", line => line.Name),
        new TextField<RuleLine>("category", line => line.Category),
        new NumberField<RuleLine>("quantity", line => line.Quantity),
        new NumberField<RuleLine>("amount_minor", line => line.AmountMinor, NumberUnit.Minor),
        new NumberField<RuleLine>("weight_grams", line => line.WeightGrams, NumberUnit.Grams),
        new NumberField<RuleLine>("cost_base_minor", line => line.CostBaseMinor, NumberUnit.BaseMinor),
        new NumberField<RuleLine>("available", line => line.Available),
        new FlagField<RuleLine>("has_battery", line => line.HasBattery),
        new ChoiceField<RuleLine>("battery", line => line.Battery is { } kind ? Words<BatteryKind>.Of(kind) : null, Words<BatteryKind>.All),
        new FlagField<RuleLine>("is_alcohol", line => line.IsAlcohol),
        new FlagField<RuleLine>("is_liquid", line => line.IsLiquid),
        new TextField<RuleLine>("hs_code", line => line.HsCode),
        new TextField<RuleLine>("origin", line => line.Origin, Kind: TextKind.Country),
    ];

    private static readonly FrozenDictionary<string, Field<RuleFacts>> OrderByName = OfOrder.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Field<RuleLine>> LineByName = OfLine.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    public static Field<RuleFacts>? Order(string name) => OrderByName.GetValueOrDefault(name);

    public static Field<RuleLine>? Line(string name) => LineByName.GetValueOrDefault(name);

    public static string Snake(string name) => string.Concat(name.Select((sign, i) => (i > 0 && char.IsUpper(sign) ? "_" : "") + char.ToLowerInvariant(sign)));

    private static Field<RuleFacts>[] Of(string prefix, Func<RuleFacts, Address?> get) =>
    [
        new TextField<RuleFacts>(prefix + ".country", facts => get(facts)?.Country, Kind: TextKind.Country),
        new TextField<RuleFacts>(prefix + ".province", facts => get(facts)?.Province),
        new TextField<RuleFacts>(prefix + ".city", facts => get(facts)?.City),
        new TextField<RuleFacts>(prefix + ".postcode", facts => get(facts)?.Postcode, Kind: TextKind.Postcode),
        new TextField<RuleFacts>(prefix + ".line1", facts => get(facts)?.Line1, IsPersonal: true),
        new TextField<RuleFacts>(prefix + ".line2", facts => get(facts)?.Line2, IsPersonal: true),
        new TextField<RuleFacts>(prefix + ".name", facts => get(facts)?.Name, IsPersonal: true),
        new TextField<RuleFacts>(prefix + ".company", facts => get(facts)?.Company, IsPersonal: true),
        new TextField<RuleFacts>(prefix + ".phone", facts => get(facts)?.Phone, IsPersonal: true),
        new TextField<RuleFacts>(prefix + ".email", facts => get(facts)?.Email, IsPersonal: true),
    ];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>The members of an enum as the language writes them: <c>PartlyRefunded</c> is <c>partly_refunded</c>.</summary>
    private static class Words<T> where T : struct, Enum
    {
        public static readonly string[] All = [.. Enum.GetNames<T>().Select(Snake)];
        private static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Snake(value.ToString()));

        public static string Of(T value) => ByValue[value];
    }
}
