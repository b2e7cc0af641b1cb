using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Channels.Domain.Importing.Sampling;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class ProfilePageTests
{
    private const string Chinese = "订单编号;商品编码;商品名称;数量;单价;下单时间;收件人;详细地址;城市;邮编;国家;币种\r\n"
        + "TB1;SKU-1;茶杯;2;3,50;2026/11/1 8:05;张伟;南京东路1号;上海;200000;CN;CNY\r\nTB1;SKU-2;茶壶;x;3,50;2026/11/1 8:05;张伟;南京东路1号;上海;200000;CN;CNY\r\n"
        + "TB2;SKU-1;茶杯;-1;3,50;2026/11/2 9:00;李娜;北京路2号;广州;510000;CN;CNY\r\nTB3;SKU-1;茶杯;1;3,50;2026/11/3 9:00;李娜;北京路2号;广州;510000;CN;CNY\r\n";

    [Fact]
    public void A_sample_tells_its_form_and_its_columns_in_English_and_Chinese()
    {
        var sample = SampleFile.Look("tb.csv", Gb(Chinese), "gb18030");

        (sample.Delimiter, sample.HasHeadings, sample.Rows.Count).ShouldBe((";", true, 4));
        var profile = ProfileProposal.For(sample);
        profile.Columns[RowField.Number].ShouldBe("订单编号");
        profile.Columns[RowField.Line1].ShouldBe("详细地址");
        profile.Dates.Formats.ShouldBe(["yyyy/M/d H:mm"]);
        (profile.Numbers.Decimal, profile.Numbers.Thousands).ShouldBe((",", "."));
        ProfileProposal.Columns(["Order ID", "Lineitem sku", "Qty", "Unit Price (EUR)", "Purchase-Date"]).Keys.Order()
            .ShouldBe([RowField.Number, RowField.Code, RowField.Quantity, RowField.UnitPrice, RowField.PlacedAt]);
    }

    [Theory]
    [InlineData("3/4/2026 10:00", true)]
    [InlineData("13/4/2026 10:00", false)]
    public void Days_that_could_be_months_are_said_to_be_in_doubt(string written, bool isAmbiguous) => ProfileProposal.IsAmbiguous([written]).ShouldBe(isAmbiguous);

    [Fact]
    public void A_first_row_of_values_is_not_taken_for_headings() =>
        SampleFile.Look("x.csv", Encoding.UTF8.GetBytes("1001,CUP,2,3.50\n1002,MUG,1,2.00\n"), "utf-8").HasHeadings.ShouldBeFalse();

    [Fact]
    public async Task A_profile_is_made_from_a_sample_tried_saved_used_changed_and_deleted()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        var editor = await SampleAsync(person, Gb(Chinese));
        var page = await person.GetStringAsync(editor);
        page.ShouldContain("gb18030");
        page.ShouldContain("is not a whole number");
        page.ShouldContain("Line 3 of the same order is refused");
        page.ShouldContain("Cancellation");

        var fields = Fields(page);
        var refused = await ChannelsHost.SubmitAsync(person, "/imports/profiles", [.. With(fields, ("code", "Not A Code"), ("name", "Taobao"), ("zone", "Nowhere/Land"))]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Page.ShouldContain("Not A Code");
        refused.Page.ShouldContain("is not a time zone");

        var tried = await ChannelsHost.SubmitAsync(person, "/imports/profiles/preview", [.. With(fields, ("negativeQuantity", "StockAdjustment"))]);
        tried.Status.ShouldBe(HttpStatusCode.OK);
        tried.Page.ShouldContain("Stock movement");

        (await ChannelsHost.SubmitAsync(person, "/imports/profiles", [.. With(fields, ("code", "taobao"), ("name", "Taobao"))])).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await person.GetStringAsync("/imports/profiles")).ShouldContain("taobao");
        (await ChannelsHost.UploadAsync(person, Gb(Chinese), "taobao")).ShouldBe(HttpStatusCode.SeeOther);

        fields = Fields(await person.GetStringAsync("/imports/profiles/taobao"));
        (await ChannelsHost.SubmitAsync(person, "/imports/profiles/taobao", [.. With(fields, ("name", "Taobao 2"))])).Status.ShouldBe(HttpStatusCode.SeeOther);
        var late = await ChannelsHost.SubmitAsync(person, "/imports/profiles/taobao", [.. With(fields, ("name", "Taobao 3"))]);
        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.Page.ShouldContain("Somebody else changed this profile");

        var import = await EndAsync(host);
        (import.Orders, import.RefusedRows, import.CancelledRows, import.ProfileVersion).ShouldBe((1, 2, 1, 1));
        (await ChannelsHost.SubmitAsync(person, "/imports/profiles/taobao/delete")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await person.GetAsync("/imports/profiles/taobao")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ProfileVersionRow>().OrderBy(row => row.Version).Select(row => row.Document == null).ToListAsync())).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task A_profile_that_comes_with_the_product_is_read_and_copied_but_not_changed()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        (await person.GetStringAsync("/imports/profiles/uci-online-retail")).ShouldContain("Copy to change");
        var fields = Fields(await person.GetStringAsync("/imports/profiles/new?from=uci-online-retail"));
        fields["numberPrefix"].ShouldBe("C");
        (await ChannelsHost.SubmitAsync(person, "/imports/profiles", [.. With(fields, ("code", "uci-online-retail"))])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChannelsHost.SubmitAsync(person, "/imports/profiles/uci-online-retail", [.. With(fields, ("name", "Mine"))])).Status.ShouldBe(HttpStatusCode.NotFound);

        (await ChannelsHost.SubmitAsync(person, "/imports/profiles", [.. With(fields, ("code", "retail-copy"))])).Status.ShouldBe(HttpStatusCode.SeeOther);
        var copy = await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ProfileRow>().SingleAsync());
        var (ours, theirs) = (ProfileRules.Read(copy.Document).Value, await host.AskAsync(services => services.GetRequiredService<Entrepot.Channels.Features.Importing.Profiles>().FindAsync("uci-online-retail", CancellationToken.None)));
        ours.Columns.ShouldBe(theirs.Value.Columns, ignoreOrder: true);
        ours.Services.Codes.ShouldBe(theirs.Value.Services.Codes);
        ours.Countries.ShouldBe(theirs.Value.Countries, ignoreOrder: true);
        (ours.BuyerIdSuffix, ours.CodesInCapitals, ours.Complete).ShouldBe((theirs.Value.BuyerIdSuffix, theirs.Value.CodesInCapitals, theirs.Value.Complete));
    }

    private static async Task<string> SampleAsync(HttpClient person, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await ChannelsHost.TokenAsync(person)), "__RequestVerificationToken" }, { new ByteArrayContent(content), "file", "tb.csv" } };
        using var answer = await person.PostAsync("/imports/profiles/sample", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>What a browser without script would post of the editor as it stands.</summary>
    private static Dictionary<string, string> Fields(string page)
    {
        var form = page[page.IndexOf("name=\"version\"", StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = Regex.Matches("<input " + form, "<input [^>]*name=\"([^\"]+)\"[^>]*?value=\"([^\"]*)\"").Where(match => !match.Value.Contains("checkbox", StringComparison.Ordinal)).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        foreach (Match match in Regex.Matches(form, "<textarea [^>]*name=\"([^\"]+)\"[^>]*>([^<]*)</textarea>")) fields[match.Groups[1].Value] = WebUtility.HtmlDecode(match.Groups[2].Value);
        foreach (Match match in Regex.Matches(form, "<select [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>", RegexOptions.Singleline))
            fields[match.Groups[1].Value] = WebUtility.HtmlDecode(Regex.Match(match.Groups[2].Value, "<option value=\"([^\"]*)\" selected").Groups[1].Value);
        foreach (Match match in Regex.Matches(form, "<input type=\"checkbox\" name=\"([^\"]+)\"[^>]* checked")) fields[match.Groups[1].Value] = "true";
        fields["version"] = Regex.Match(form, "value=\"([0-9]+)\"").Groups[1].Value;
        return fields;
    }

    private static IEnumerable<(string, string)> With(Dictionary<string, string> fields, params (string Name, string Value)[] typed)
    {
        var all = new Dictionary<string, string>(fields);
        foreach (var (name, value) in typed) all[name] = value;
        return all.Select(field => (field.Key, field.Value));
    }

    private static async Task<ImportRow> EndAsync(ChannelsHost host)
    {
        for (var i = 0; i < 300; i++)
        {
            var import = await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportRow>().SingleAsync());
            if (import.FinishedAt is not null) return import;
            await Task.Delay(100);
        }

        throw new TimeoutException("The import did not end.");
    }

    private static byte[] Gb(string text) => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text);
}
