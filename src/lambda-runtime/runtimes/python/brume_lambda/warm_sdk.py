"""
Reads ahead what every client of the AWS SDK reads when it is made: the list of services, the endpoints
and the models of the services that functions use most. A session of botocore keeps what it has read and
shares it among its clients; here the sessions share it too. What a function sets is not among it.
"""

SERVICES = ("dynamodb", "s3", "sts")


def warm_sdk():
    """Once boto3 has been imported, before the function is known."""
    import boto3
    from botocore import loaders

    share_files(loaders.JSONFileLoader)
    share_lists(loaders.Loader)
    # A session of its own, with everything given that it would look for elsewhere.
    session = boto3.session.Session("none", "none", region_name="us-east-1")
    for service in SERVICES:
        session.client(service)
    session.resource("dynamodb")


def share_files(owner):
    known = {}
    load = owner.load_file

    def load_file(self, file_path):
        data = known.get(file_path)
        if data is None:
            data = load(self, file_path)
            if data is not None:
                known[file_path] = data
        return data

    owner.load_file = load_file


def share_lists(owner):
    known = {}
    list_services = owner.list_available_services

    def list_available_services(self, type_name):
        key = (type_name, *self.search_paths)
        if key not in known:
            known[key] = list_services(self, type_name)
        return known[key]

    owner.list_available_services = list_available_services
