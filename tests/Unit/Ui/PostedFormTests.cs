using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

public sealed class PostedFormTests
{
    [Theory]
    [InlineData("en", "1,284.50", 128450)]
    [InlineData("es", "1.284,50", 128450)]
    [InlineData("en", "−5", -500)]
    [InlineData("es", " 12,5 ", 1250)]
    public void An_amount_is_read_as_the_language_writes_it(string language, string typed, long minor)
    {
        using var _ = Kit.Speaking(language);

        AForm(("price", typed)).Money("price", "EUR").ShouldBe(new Money(minor, "EUR"));
    }

    [Theory]
    [InlineData("abc", "form.not_number")]
    [InlineData("1.005", "money.too_many_decimals")]
    [InlineData("", "form.missing")]
    public void A_bad_amount_is_a_fault_of_its_field(string typed, string code)
    {
        using var _ = Kit.Speaking("en");
        var form = AForm(("price", typed));

        form.Money("price", "EUR", required: true).ShouldBeNull();

        form.ProblemOf("price")!.Code.ShouldBe(code);
        form.HasProblems.ShouldBeTrue();
    }

    [Fact]
    public void Optional_fields_may_be_blank()
    {
        var form = AForm(("weight", ""), ("from", " "));

        form.Whole("weight").ShouldBeNull();
        form.Day("from").ShouldBeNull();
        form.Choice<SampleStatus>("status").ShouldBeNull();
        form.HasProblems.ShouldBeFalse();
    }

    [Fact]
    public void Every_fault_is_found_in_one_go()
    {
        var form = AForm(("weight", "heavy"), ("from", "22.11.2026"), ("status", "gone"), ("name", new string('x', 81)));

        form.Whole("weight");
        form.Day("from");
        form.Choice<SampleStatus>("status");
        form.Text("name", longest: 80);

        new[] { "weight", "from", "status", "name" }.Select(field => form.ProblemOf(field)!.Code)
            .ShouldBe(["form.not_whole", "form.not_day", "form.not_choice", "form.too_long"]);
    }

    [Fact]
    public async Task A_refused_form_comes_back_as_it_was_typed_with_the_fault_below_its_field()
    {
        var form = AForm(("name", "Lamp"), ("price", "abc")).With(Problem.Invalid("products.price", "Give a price.", "price"));

        var html = await Kit.RenderAsync<FormStory>(new { Posted = form });

        html.ShouldContain("value=\"Lamp\"");
        html.ShouldContain("value=\"abc\"");
        html.ShouldContain("aria-invalid=\"true\" aria-describedby=\"f-price-bad\"");
        html.ShouldContain("id=\"f-price-bad\"");
    }

    [Fact]
    public async Task A_fault_of_the_whole_form_stands_above_it() =>
        (await Kit.RenderAsync<FormStory>(new { Posted = AForm().With(Problem.Conflict("products.exists", "There is such a product.")) }))
            .ShouldContain("There is such a product.");

    private static PostedForm AForm(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => new[] { field.Value }));
}
