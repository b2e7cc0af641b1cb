using Entrepot.Kernel;

namespace Entrepot.Unit.Kernel;

public sealed class CustomsBorderTests
{
    [Theory]
    [InlineData("DE", "FR", false)]
    [InlineData("FR", "MC", false)]
    [InlineData("GB", "IM", false)]
    [InlineData("CN", "CN", false)]
    [InlineData("DE", "CH", true)]
    [InlineData("GB", "IE", true)]
    [InlineData("CN", "DE", true)]
    public void Customs_lies_between_territories_not_between_countries(string from, string to, bool isBorder)
    {
        Countries.IsCustomsBorder(from, to).ShouldBe(isBorder);
        Countries.IsCustomsBorder(to, from).ShouldBe(isBorder);
    }

    [Theory]
    [InlineData("MC", true)]
    [InlineData("IE", true)]
    [InlineData("GB", false)]
    [InlineData("NO", false)]
    public void The_union_is_its_members_and_who_shares_their_customs(string country, bool isInside) => Countries.IsInEuCustoms(country).ShouldBe(isInside);
}
