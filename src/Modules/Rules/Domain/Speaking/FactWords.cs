using System.Collections.Frozen;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Speaking;

/// <summary>What each fact is called in a sentence.</summary>
internal static class FactWords
{
    private static readonly FrozenDictionary<string, Sentence> OfOrder = new Dictionary<string, Sentence>
    {
        ["channel"] = "the shop",
        ["channel_kind"] = "the marketplace",
        ["external_number"] = "the shop's order number",
        ["currency"] = "the currency",
        ["total_minor"] = "the total",
        ["total_base_minor"] = "the total in the company's currency",
        ["shipping_minor"] = "the shipping price",
        ["discount_minor"] = "the discount",
        ["discount_percent"] = "the discount in per cent",
        ["tax_minor"] = "the tax",
        ["cost_base_minor"] = "the cost of the goods",
        ["margin_percent"] = "the margin in per cent",
        ["billing_country_differs"] = "billing and delivery country differ",
        ["billing_name_differs"] = "billing and delivery name differ",
        ["buyer_id"] = "the buyer's id",
        ["buyer_name"] = "the buyer's name",
        ["buyer_email"] = "the buyer's e-mail",
        ["buyer_tax_id"] = "the buyer's tax id",
        ["buyer_is_business"] = "the buyer is a business",
        ["buyer_note"] = "the buyer's note",
        ["gift_message"] = "the gift message",
        ["payment"] = "the payment",
        ["tags"] = "the tags",
        ["flags"] = "the marketplace's programmes",
        ["requested_service"] = "the service the buyer chose",
        ["incoterm"] = "the delivery terms",
        ["has_ioss"] = "there is an IOSS number",
        ["tax_collected_by_channel"] = "the marketplace has collected the tax",
        ["placed_at"] = "the time of the order",
        ["ship_by"] = "the ship-by date",
        ["deliver_by"] = "the deliver-by date",
        ["hours_to_ship_by"] = "the time left to ship",
        ["hours_since_placed"] = "the time since the order",
        ["weight_grams"] = "the weight",
        ["line_count"] = "the number of lines",
        ["piece_count"] = "the number of pieces",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Sentence> OfAddress = new Dictionary<string, Sentence>
    {
        ["country"] = "country",
        ["province"] = "province",
        ["city"] = "city",
        ["postcode"] = "postcode",
        ["line1"] = "street",
        ["line2"] = "second address line",
        ["name"] = "name",
        ["company"] = "company",
        ["phone"] = "phone number",
        ["email"] = "e-mail address",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Sentence> OfLine = new Dictionary<string, Sentence>
    {
        ["sku"] = "the SKU",
        ["name"] = "the product's name",
        ["category"] = "the product line",
        ["quantity"] = "the quantity",
        ["amount_minor"] = "the line's amount",
        ["weight_grams"] = "the line's weight",
        ["cost_base_minor"] = "the line's cost",
        ["available"] = "the free stock",
        ["has_battery"] = "it contains a battery",
        ["battery"] = "the kind of battery",
        ["is_alcohol"] = "it is alcohol",
        ["is_liquid"] = "it is liquid",
        ["hs_code"] = "the HS code",
        ["origin"] = "the country of origin",
    }.ToFrozenDictionary();

    public static Sentence Order(string name) =>
        name.StartsWith("ship_to.", StringComparison.Ordinal) ? (Sentence)$"the delivery {OfAddress[name["ship_to.".Length..]]}"
        : name.StartsWith("bill_to.", StringComparison.Ordinal) ? $"the billing {OfAddress[name["bill_to.".Length..]]}"
        : OfOrder[name];

    public static Sentence Line(string name) => OfLine[name];

    /// <summary>The words of fixed choices; codes of trade stay as they are.</summary>
    public static Sentence Choice(string value) => value switch
    {
        "pending" => (Sentence)"pending",
        "authorised" => "authorised",
        "paid" => "paid",
        "partly_refunded" => "partly refunded",
        "refunded" => "refunded",
        "failed" => "failed",
        "none" => "no battery",
        "lithium_ion_alone" => "lithium-ion cells alone",
        "lithium_ion_packed" => "lithium-ion cells packed with the device",
        "lithium_ion_in_equipment" => "lithium-ion cells inside the device",
        "lithium_metal_alone" => "lithium-metal cells alone",
        "lithium_metal_in_equipment" => "lithium-metal cells inside the device",
        _ => $"{value.ToUpperInvariant()}",
    };

    public static Sentence Weekday(string day) => day switch
    {
        "mon" => (Sentence)"Monday",
        "tue" => "Tuesday",
        "wed" => "Wednesday",
        "thu" => "Thursday",
        "fri" => "Friday",
        "sat" => "Saturday",
        _ => "Sunday",
    };
}
