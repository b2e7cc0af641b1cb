using Entrepot.Platform.Backup;

namespace Entrepot.Unit.Backup;

/// <summary>Amazon's published examples: "Examples: Signature Calculations" in the S3 API reference.</summary>
public sealed class S3SignatureTests
{
    private static readonly DateTime At = new(2013, 5, 24, 0, 0, 0, DateTimeKind.Utc);
    private static readonly S3Settings Settings = new(new("https://s3.amazonaws.com"), "us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", IsPathStyle: false);

    [Theory]
    [InlineData("GET", "https://examplebucket.s3.amazonaws.com/test.txt", "range:bytes=0-9", S3Signature.NoPayload, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("PUT", "https://examplebucket.s3.amazonaws.com/test%24file.text", "date:Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class:REDUCED_REDUNDANCY", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")]
    [InlineData("GET", "https://examplebucket.s3.amazonaws.com/?lifecycle", "", S3Signature.NoPayload, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J", "", S3Signature.NoPayload, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void It_signs_as_Amazon_does(string method, string address, string more, string payload, string signature)
    {
        var headers = new Dictionary<string, string> { ["host"] = "examplebucket.s3.amazonaws.com", ["x-amz-content-sha256"] = payload, ["x-amz-date"] = "20130524T000000Z" };
        foreach (var header in more.Split('|', StringSplitOptions.RemoveEmptyEntries)) headers.Add(header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..]);

        S3Signature.Authorization(method, new(address), headers, payload, Settings, At).ShouldEndWith("Signature=" + signature);
    }

    [Theory]
    [InlineData(true, "a b/ü", "https://s3.amazonaws.com/backups/a%20b/%C3%BC")]
    [InlineData(false, "a b/ü", "https://backups.s3.amazonaws.com/a%20b/%C3%BC")]
    [InlineData(true, "", "https://s3.amazonaws.com/backups")]
    [InlineData(false, "", "https://backups.s3.amazonaws.com/")]
    public void A_bucket_stands_in_the_path_or_before_the_host(bool isPathStyle, string key, string address) =>
        (Settings with { IsPathStyle = isPathStyle }).Address("backups", key).AbsoluteUri.ShouldBe(address);
}
