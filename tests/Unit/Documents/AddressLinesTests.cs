using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

public sealed class AddressLinesTests
{
    [Theory]
    [InlineData("US", "Mountain View", "CA", "94043", "Mountain View, CA 94043|UNITED STATES")]
    [InlineData("DE", "Düsseldorf", "", "40212", "40212 Düsseldorf|GERMANY")]
    [InlineData("GB", "London", "", "SW1A 1AA", "London|SW1A 1AA|UNITED KINGDOM")]
    [InlineData("CN", "Shenzhen", "Guangdong", "518103", "Shenzhen|Guangdong, 518103|CHINA")]
    [InlineData("CN", "Shenzhen", "", "518103", "Shenzhen|518103|CHINA")]
    [InlineData("CN", "", "Guangdong", "", "Guangdong|CHINA")]
    [InlineData("TW", "Taipei", "", "100", "Taipei 100|TAIWAN")]
    [InlineData("FR", "Paris", "Île-de-France", "75001", "75001 Paris|FRANCE")]
    [InlineData("CA", "Toronto", "ON", "M5V 2T6", "Toronto ON M5V 2T6|CANADA")]
    [InlineData("AE", "Dubai", "Dubai", "", "Dubai|UNITED ARAB EMIRATES")]
    [InlineData("HK", "Kowloon", "", "", "Kowloon|HONG KONG")]
    [InlineData("JP", "Shibuya-ku", "Tokyo", "150-0002", "Shibuya-ku|Tokyo|150-0002|JAPAN")]
    [InlineData("US", "Guam", "", "96910", "Guam 96910|UNITED STATES")]
    public void City_province_and_postcode_stand_as_the_post_of_the_country_reads_them(string country, string city, string province, string postcode, string lines) =>
        string.Join('|', AddressLines.Of(new Address { Country = country, City = city, Province = province, Postcode = postcode })).ShouldBe(lines);

    [Fact]
    public void Empty_lines_are_left_out() =>
        AddressLines.Of(new Address { Name = " Ann ", Line1 = "1 Main St", Country = "IE" }).ShouldBe(["Ann", "1 Main St", "IRELAND"]);
}
