"""What is watched for on this device: facts about pictures, sound and the session, never about who somebody is."""
