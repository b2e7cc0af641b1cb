using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Amazon;

/// <summary>An address; where Brazil's street and number stand in fields of their own, they make the first line.</summary>
internal static class AmazonAddress
{
    public static Address Read(JsonFields address, string email)
    {
        var extended = address.Object("extendedFields");
        var line1 = address.Text("addressLine1");
        if (line1.Length == 0 && extended is { } parts) line1 = Join(", ", parts.Text("streetName"), parts.Text("streetNumber"));
        var city = address.Text("city");
        return new()
        {
            Name = address.Text("name"),
            Company = address.Text("companyName"),
            Line1 = line1,
            Line2 = Join(", ", address.Text("addressLine2"), address.Text("addressLine3"), address.Text("districtOrCounty") is var district && district == city ? "" : district),
            City = city.Length > 0 ? city : address.Text("municipality"),
            Province = address.Text("stateOrRegion"),
            Postcode = address.Text("postalCode"),
            Country = address.Text("countryCode"),
            Phone = address.Text("phone"),
            Email = email,
        };
    }

    private static string Join(string between, params string[] texts) => string.Join(between, texts.Where(text => text.Length > 0));
}

/// <summary>What makes an order special, in small letters with hyphens.</summary>
internal static class AmazonFlags
{
    private static readonly (string Field, string Flag)[] Constraints =
    [
        ("palletDelivery", "pallet-delivery"), ("cashOnDelivery", "cash-on-delivery"), ("signatureConfirmation", "signature-required"),
        ("recipientIdentityVerification", "identity-verification"), ("recipientAgeVerification", "age-verification"),
    ];

    public static IReadOnlyList<string> Of(JsonFields order, IReadOnlyList<JsonFields> items, string status)
    {
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var program in order.Words("programs").Concat(items.SelectMany(item => item.Words("programs")))) flags.Add(Flag(program));
        foreach (var related in order.Objects("associatedOrders"))
        {
            if (related.Text("associationType") == "REPLACEMENT_ORIGINAL_ID") flags.Add("replacement");
            if (related.Text("associationType") == "EXCHANGE_ORIGINAL_ID") flags.Add("exchange");
        }

        foreach (var item in items)
        {
            if (item.Object("cancellation")?.Object("cancellationRequest") is not null) flags.Add("cancellation-requested");
            if (item.Object("fulfillment")?.Object("shipping")?.Object("shippingConstraints") is not { } required) continue;
            foreach (var (field, flag) in Constraints)
                if (required.Text(field) == "MANDATORY") flags.Add(flag);
        }

        if (order.Object("payment")?.Objects("paymentExecutions").Any(payment => payment.Text("paymentMethod") == "CashOnDelivery") == true) flags.Add("cash-on-delivery");
        if (order.Object("fulfillment")?.Text("fulfilledBy") == "AMAZON") flags.Add("fulfilled-by-amazon");
        if (status == "PENDING_AVAILABILITY") flags.Add("pre-order");
        if (status is "SHIPPED" or "PARTIALLY_SHIPPED" or "UNFULFILLABLE") flags.Add(Flag(status));
        return [.. flags];
    }

    private static string Flag(string code) => code.ToLowerInvariant().Replace('_', '-');
}
