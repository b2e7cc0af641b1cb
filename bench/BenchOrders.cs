using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Bench;

/// <summary>Orders of one to five lines to nine cities in seven countries, the same for the same seed.</summary>
internal sealed class BenchOrders(string[] skus, int seed)
{
    private static readonly (string Country, string City, string Postcode, string Province)[] Places =
    [
        ("DE", "Berlin", "10115", ""), ("FR", "Paris", "75001", ""), ("GB", "London", "SW1A 1AA", ""), ("US", "New York", "10001", "NY"), ("ES", "Madrid", "28001", "Madrid"),
        ("NL", "Amsterdam", "1012 AB", ""), ("PL", "Warszawa", "00-001", ""), ("US", "Austin", "73301", "TX"), ("IT", "Roma", "00118", "Roma"),
    ];
    /// <summary>One order in so many is not paid yet and waits for a person; 0 for none.</summary>
    public int UnpaidOneIn { get; init; }

    private readonly Random random = Chance.Seeded(seed);
    private long next;

    public List<IncomingOrder> Take(int count, DateTime now)
    {
        var orders = new List<IncomingOrder>(count);
        for (var i = 0; i < count; i++) orders.Add(One(now));
        return orders;
    }

    private IncomingOrder One(DateTime now)
    {
        var number = next++;
        var (country, city, postcode, province) = Places[random.Next(Places.Length)];
        var lines = new IncomingLine[1 + random.Next(5)];
        for (var i = 0; i < lines.Length; i++)
        {
            var (quantity, price) = (1 + random.Next(3), 399L + random.Next(4_000));
            lines[i] = new() { ExternalLineId = $"{number}-{i}", Code = skus[random.Next(skus.Length)], Quantity = quantity, UnitPriceMicros = price * 10_000, AmountMinor = price * quantity };
        }

        return new()
        {
            ExternalNumber = $"B-{seed}-{number:D8}",
            PlacedAt = now,
            Currency = country == "GB" ? "GBP" : country == "US" ? "USD" : "EUR",
            BuyerId = $"buyer-{number}",
            ShipTo = new()
            {
                Name = BenchPeople.Name(random, country),
                Line1 = $"{1 + random.Next(200)} Station Road",
                City = city,
                Postcode = postcode,
                Province = province,
                Country = country,
                Email = $"b{number}@example.com",
            },
            Lines = lines,
            ShippingMinor = 499,
            Payment = UnpaidOneIn > 0 && number % UnpaidOneIn == 0 ? PaymentState.Pending : PaymentState.Paid,
        };
    }
}
