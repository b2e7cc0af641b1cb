using System.Text.Json;
using Entrepot.Transport.Tracking;

namespace Entrepot.Unit.Transport;

public sealed class TrackingNumberTests
{
    [Theory]
    [InlineData("1Z5R89390357567127", "UPS")]
    [InlineData(" 1 z 8 V 9 2 A 7 0 3 6 7 2 0 3 0 2 4 ", "UPS")]
    [InlineData("3318810025", "DHL Express")]
    [InlineData("00340434161094015902", "DHL Paket")]
    [InlineData("RB123456785GB", "S10")]
    [InlineData("0998 0000 0200 34D", "DPD (14)")]
    public void A_right_number_is_recognised(string number, string format) =>
        TrackingNumbers.Recognise(number).Select(found => found.Name).ShouldContain(format);

    [Theory]
    [InlineData("1Z5R89390357567128", "UPS")]
    [InlineData("3318810026", "DHL Express")]
    [InlineData("00340434161094015903", "DHL Paket")]
    [InlineData("RB123456785XX", "S10")]
    public void A_mistyped_digit_is_noticed(string number, string format) =>
        TrackingNumbers.Recognise(number).Select(found => found.Name).ShouldNotContain(format);

    [Fact]
    public void Every_published_test_number_is_judged_as_published()
    {
        var judged = 0;
        foreach (var file in Directory.GetFiles(SharedData.Find("carriers/tracking_number_data/couriers"), "*.json"))
        {
            using var courier = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var format in courier.RootElement.GetProperty("tracking_numbers").EnumerateArray())
            {
                var name = format.GetProperty("name").GetString()!;
                foreach (var isValid in new[] { true, false })
                    foreach (var number in format.GetProperty("test_numbers").GetProperty(isValid ? "valid" : "invalid").EnumerateArray())
                    {
                        TrackingNumbers.Recognise(number.GetString()!).Any(found => found.Name == name).ShouldBe(isValid, $"{name}: {number}");
                        judged++;
                    }
            }
        }

        judged.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void What_is_no_number_at_all_is_nobodys()
    {
        TrackingNumbers.Recognise("").ShouldBeEmpty();
        TrackingNumbers.Recognise("hello").ShouldBeEmpty();
        TrackingNumbers.Recognise(new string('9', 5_000)).ShouldBeEmpty();
    }
}
